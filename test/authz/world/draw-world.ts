import { Chance } from '../support/chance.js';
import { Draw } from './draw.js';
import { drawApplications, drawSessions } from './draw-accounts.js';
import { drawAudit } from './draw-audit.js';
import { drawGrants } from './draw-grants.js';
import { drawHandovers } from './draw-handovers.js';
import { drawOrganisation } from './draw-organisation.js';
import { drawPast } from './draw-past.js';
import { drawRecords } from './draw-records.js';
import { drawRoles } from './draw-roles.js';
import { drawSituations } from './draw-situations.js';
import type { Features, World } from './rows.js';

/** A whole company of that seed. */
export function drawWorld(seed: number, features: Features): World {
  const world: World = {
    seed,
    rows: {},
    versions: {},
    grants: [],
    memberships: [],
    besides: [],
    sessions: [],
    messages: [],
    asking: [],
  };
  const draw = new Draw(new Chance(seed), world, features);
  drawOrganisation(draw);
  drawRoles(draw);
  drawRecords(draw);
  drawApplications(draw);
  drawHandovers(draw);
  drawGrants(draw);
  drawSituations(draw);
  drawSessions(draw);
  drawAudit(draw);
  drawPast(draw);
  return world;
}

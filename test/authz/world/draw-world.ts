import { Chance } from '../support/chance.js';
import { Draw } from './draw.js';
import { drawOrganisation } from './draw-organisation.js';
import { drawRecords } from './draw-records.js';
import { drawGrants, drawRoles } from './draw-roles.js';
import type { Features, Row, World } from './rows.js';

/** A whole company of that seed. */
export function drawWorld(seed: number, features: Features): World {
  const world: World = {
    seed,
    rows: {},
    grants: [],
    memberships: [],
    besides: [],
    sessions: [],
    messages: [],
  };
  const draw = new Draw(new Chance(seed), world, features);
  drawOrganisation(draw);
  drawRoles(draw);
  drawRecords(draw);
  drawGrants(draw);
  for (const person of world.rows['Person'] ?? []) world.sessions.push(sessionOf(draw, person));
  return world;
}

function sessionOf(draw: Draw, person: Row): Row {
  return {
    ...draw.record(0),
    person_id: person.id,
    refresh_hash: person.id.padStart(64, '0'),
    expires_at: '2090-01-01T00:00:00.000Z',
    ended_at: null,
    address: null,
  };
}

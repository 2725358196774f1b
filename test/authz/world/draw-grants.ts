import type { Draw } from './draw.js';
import { AGO, AHEAD } from './draw-roles.js';
import { KINDS } from './kinds.js';
import { type Row, rowsOf } from './rows.js';

const GRANTED_PERCENT = 12;
const TEAM_PERCENT = 20;
/** Kinds that people share. */
const SHARED = new Set(['Customer', 'Opportunity', 'ServiceCase']);

/** What a grant says beside its record and its person. */
export interface Terms {
  readonly level: string;
  readonly until: string | null;
  readonly cause: string;
  readonly spreads: boolean;
}

/** Named access to some rows of every kind, shares and team members among them: read or edit, for ever, for a time, run out, taken back. */
export function drawGrants(draw: Draw): void {
  const { chance, world } = draw;
  for (const [type, kind] of Object.entries(KINDS)) {
    if (kind.parent) continue;
    for (const row of rowsOf(world, type))
      if (chance.percent(GRANTED_PERCENT))
        addGrant(draw, kind.action, row, draw.any('Person'), termsOf(draw, SHARED.has(type) ? 'share' : 'approval'));
  }
  for (const customer of rowsOf(world, 'Customer'))
    if (chance.percent(TEAM_PERCENT)) addGrant(draw, 'customer', customer, draw.any('Person'), termsOf(draw, 'team'));
}

function termsOf({ chance }: Draw, cause: string): Terms {
  return {
    level: chance.pick(['read', 'edit']),
    until: chance.pick([null, null, AHEAD, AGO]),
    cause,
    spreads: cause === 'team',
  };
}

/** One row of `record_grant`; some were taken back. */
export function addGrant(draw: Draw, kind: string, record: Row, person: Row, terms: Terms, backPercent = 15): Row {
  const grant: Row = {
    ...draw.record(backPercent),
    kind,
    record_id: record.id,
    person_id: person.id,
    ...terms,
    cause_id: null,
    created_by: draw.chance.maybe(30, () => draw.any('Person').id),
  };
  draw.world.grants.push(grant);
  return grant;
}

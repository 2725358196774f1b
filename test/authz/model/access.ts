import { kindOf, typeOfAction } from '../world/kinds.js';
import { type Row, rowOf, rowsOf } from '../world/rows.js';
import type { Oracle } from '../oracle/oracle.js';
import { permissionsOf } from '../oracle/roles.js';
import { type Asked, refusal, source } from './asked.js';
import { checkMoment } from './moments.js';
import type { Resolvers } from './resolver.js';
import type { Sight } from './sight.js';

interface Question {
  readonly kind: string;
  readonly id: string;
  readonly action: string;
  readonly personId?: string | null;
  readonly field?: string | null;
  readonly at?: string | null;
}

interface Named {
  readonly personId: string | null;
}

/** Why access is as it is, and who sees a record. */
export const ACCESS: Resolvers = {
  'Query.explainAccess': (_from, args, asked) => explained(asked, args as unknown as Question),
  'Query.whoCanSee': (_from, args, asked) => audience(asked, args as unknown as Question),
  'AccessStep.standsInFor': (from, _args, { sight }) => person(sight, from as unknown as Named),
  'AccessGrant.person': (from, _args, { sight }) => person(sight, from as unknown as Named),
  'Query.recordShares': (_from, args, { sight }) => {
    const { kind, id } = args as unknown as Question;
    const [, row] = recordOf(sight, kind, id);
    return shares(sight, kind, row);
  },
  'Customer.shares': ({ row }, _args, { sight }) => shares(sight, 'customer', row),
  'RecordShare.person': (from, _args, { sight }) => person(sight, from as unknown as Named),
  'RecordShare.givenBy': (from, _args, { sight }) =>
    person(sight, { personId: (from as unknown as { givenById: string | null }).givenById }),
};

/** Members of the team and people with whom the record is shared, the earliest first. */
function shares({ oracle }: Sight, kind: string, { id }: Row): unknown[] {
  return oracle.world.grants
    .filter((one) => one['kind'] === kind && one['record_id'] === id && one['deleted_at'] === null)
    .filter((one) => ['share', 'team'].includes(String(one['cause'])))
    .sort((a, b) => Number(a.id) - Number(b.id))
    .map((one) => ({
      ...{ id: one.id, as: String(one['cause']).toUpperCase(), level: String(one['level']).toUpperCase() },
      ...{ until: one['until'], givenAt: one['created_at'], personId: one['person_id'], givenById: one['created_by'] },
      counts: oracle.counts(one, { id: String(one['person_id']) }),
    }));
}

function person(sight: Sight, { personId }: Named): unknown {
  const row = sight.one('Person', personId);
  return row && source('Person', row);
}

function explained(asked: Asked, { kind, id, action, personId, field, at }: Question): unknown {
  const { sight, features } = asked;
  const known = features.actions.includes(action) && action.startsWith(`${kind}.`);
  const fieldKnown = !field || (field.startsWith(`${kind}.`) && features.fields.some(({ name }) => name === field));
  if (!known || !fieldKnown) throw refusal('BAD_USER_INPUT');
  checkMoment(asked, at);
  const { oracle } = at ? sight.at(at) : sight;
  const record = placeAt(oracle, kind, id);
  if (!record || !oracle.reaches(sight.person, `${kind}.read`, ...record)) throw refusal('NOT_FOUND');
  const whom = askedAbout(sight, personId ?? sight.person.id);
  const seen = oracle.reaches(whom, `${kind}.read`, ...record);
  const fieldRule = field && oracle.active(whom) ? oracle.rule(whom, field) : null;
  const keptBack = action === `${kind}.reveal` && fieldRule === 'HIDDEN';
  return {
    seen,
    allowed: seen && !keptBack && oracle.reaches(whom, action, ...record),
    steps: steps(oracle, whom, [...new Set([`${kind}.read`, action])], record),
    grants: grants(oracle, whom, record),
    fieldRule,
  };
}

/** The record, if the asker sees it. */
function recordOf(sight: Sight, kind: string, id: string): [type: string, row: Row] {
  const type = typeOfAction(kind);
  const row = type === null ? null : sight.one(type, id);
  if (type === null || !row) throw refusal('NOT_FOUND');
  return [type, row];
}

/** What owner, department and grants are looked up at: the record itself, or what it is seen with; null when either is gone or not there. */
function placeAt(oracle: Oracle, kind: string, id: string): [type: string, row: Row] | null {
  const type = typeOfAction(kind);
  const row = type === null ? null : rowOf(oracle.records, type, id);
  if (type === null || !row || !oracle.lives(type, row)) return null;
  const { parent } = kindOf(type);
  return parent ? [parent[0], rowOf(oracle.records, parent[0], row[parent[1]])!] : [type, row];
}

/** Everybody asks about themselves; about others whoever reads roles and sees them. */
function askedAbout(sight: Sight, personId: string): Row {
  if (personId === sight.person.id) return sight.person;
  if (!sight.oracle.holds(sight.person, 'role.read')) throw refusal('FORBIDDEN');
  const whom = sight.one('Person', personId);
  if (!whom) throw refusal('NOT_FOUND');
  return whom;
}

/** What each role says by its scope alone, that of a record's parent for what is seen with it. */
function steps(oracle: Oracle, whom: Row, actions: readonly string[], record: [string, Row]): unknown[] {
  const [type, row] = record;
  return oracle.heldBy(whom).flatMap(({ role, as }): unknown[] => {
    const common = { role: role['name'], personId: as.id === whom.id ? null : as.id };
    if (role['administrator'] === true)
      return actions.map((action) => ({ ...common, action, scope: null, reached: true }));
    return permissionsOf(role)
      .filter(({ action }) => actions.includes(action))
      .map((one) => ({
        ...common,
        action: one.action,
        scope: one.scope,
        reached: oracle.scopeReaches(one, as, type, row),
      }));
  });
}

/** What was granted by name, also through the customer, and what owning that one gives; to the person or to whom they stand in for. */
function grants(oracle: Oracle, whom: Row, [type, row]: [string, Row]): unknown[] {
  const holders = [whom, ...oracle.principalsOf(whom)];
  const customer = oracle.customerOf(type, row);
  const named = oracle.world.grants
    .filter((one) => one['deleted_at'] === null)
    .filter(
      (one) =>
        (one['kind'] === kindOf(type).action && one['record_id'] === row.id) ||
        (one['spreads'] === true && one['kind'] === 'customer' && one['record_id'] === customer?.id),
    )
    .flatMap((one) => holders.filter(({ id }) => id === one['person_id']).map((holder) => ({ one, holder })))
    .map(({ one, holder }) => ({
      ...{ level: one['level'], until: one['until'], cause: one['cause'], personId: holder.id },
      counts: oracle.counts(one, holder),
    }));
  const owning = holders
    .filter(({ id }) => id === customer?.['owner_id'])
    .map(({ id }) => ({ level: 'read', until: null, cause: 'customer.owner', counts: true, personId: id }));
  return [...named, ...owning];
}

function audience({ sight }: Asked, { kind, id }: Question): unknown {
  const { oracle } = sight;
  const [type, row] = recordOf(sight, kind, id);
  const personIds = rowsOf(oracle.world, 'Person')
    .filter((one) => oracle.active(one) && oracle.seen(one, type, row))
    .map((one) => one.id);
  return { totalCount: personIds.length, personIds };
}

import { readsEntry } from '../oracle/audit.js';
import { typeOfAction } from '../world/kinds.js';
import { type Row, rowsOf, type Value } from '../world/rows.js';
import { type Asked, connection, type ListArgs, refusal } from './asked.js';
import { snake } from './columns.js';
import type { Filter } from './filter.js';
import { hears, shown } from './places.js';
import type { Resolvers } from './resolver.js';

type Change = readonly [old: Value, now: Value] | { readonly erased: string };

/** The audit, its values under the field rules of the reader. */
export const AUDIT: Resolvers = {
  'Query.auditTrail': (_from, args, asked) => trail(asked, args),
  'AuditEntry.recordId': ({ row }) => (row['record_id'] === '0' ? null : row['record_id']),
  'AuditEntry.version': ({ row }) => (row['record_version'] === 0 ? null : row['record_version']),
  'AuditEntry.reason': ({ row }, _args, { sight, features }) =>
    features.fields.some(({ name }) => !['READ_ONLY', null].includes(sight.rule(name))) ? null : row['reason'],
  'AuditEntry.changes': ({ row }, _args, asked) =>
    Object.entries(row['changes'] as Record<string, Change>).map(([field, change]) => told(asked, row, field, change)),
};

/** §6: with a scope narrower than ALL one record's trail at a time. */
function trail(asked: Asked, args: ListArgs): unknown {
  const { oracle, person } = asked.sight;
  if (!oracle.reachesAll(person, 'audit.read') && !(names(args.filter, 'kind') && names(args.filter, 'recordId')))
    throw refusal('BAD_USER_INPUT');
  const entries = rowsOf(oracle.world, 'AuditEntry').filter((entry) => readsEntry(oracle, person, entry));
  return connection(asked, 'AuditEntry', entries, args);
}

function names(filter: Filter | null | undefined, field: string): boolean {
  return typeof (filter?.[field] as Filter | undefined)?.['eq'] === 'string';
}

function told(asked: Asked, entry: Row, field: string, change: Change): unknown {
  const common = { field, label: 'told' };
  if ('erased' in change) return { ...common, old: null, new: null, erased: true };
  const [old, now] = change.map((value) => textOf(asked, entry, field, value));
  return { ...common, old, new: now, erased: false };
}

/** §6: what an approval keeps of the record it is about, by kind of entry. */
const NEVER_SHOWN: Readonly<Record<string, readonly string[]>> = { approval: ['facts', 'payload', 'snapshot'] };

function textOf(asked: Asked, entry: Row, field: string, value: Value): string | null {
  const kind = String(entry['kind']);
  if (NEVER_SHOWN[kind]?.includes(field)) return null;
  const guarded = asked.features.fields.some(({ name }) => name.startsWith(`${kind}.`));
  if (!guarded && !hears(asked)) return null;
  const left = shown(asked, typeOfAction(kind)!, snake(field), value);
  if (left === null) return null;
  return typeof left === 'object' ? JSON.stringify(left) : String(left);
}

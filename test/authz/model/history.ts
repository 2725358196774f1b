import { FOR_EVER } from '../world/past.js';
import { kindOf, typeOfAction } from '../world/kinds.js';
import { type Row, type Value, versionsOf } from '../world/rows.js';
import { SEARCHED } from '../world/search-texts.js';
import { type Asked, type ListArgs, refusal, type Source, source } from './asked.js';
import { checkFilter, type Filter, meetsFilter } from './filter.js';
import { checkMoment } from './moments.js';
import { pageOf } from './page.js';
import { hears, knows, shown } from './places.js';
import type { Resolvers } from './resolver.js';
import type { Sight } from './sight.js';

/** Lists that tell what became of them, by the field that does. */
export const COMPARED: Readonly<Record<string, string>> = {
  approvalChanges: 'Approval',
  churnWarningChanges: 'ChurnWarning',
  contactChanges: 'Contact',
  customerChanges: 'Customer',
  departmentChanges: 'Department',
  interactionChanges: 'Interaction',
  opportunityChanges: 'Opportunity',
  personChanges: 'Person',
  productChanges: 'Product',
  serviceCaseChanges: 'ServiceCase',
};

/** Columns that say nothing of the record itself, those that stand for others, and those of the suite. */
const UNTOLD = new Set([
  ...['id', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by', 'deleted_at', 'search_text', 'custom'],
  ...['valid_from', 'valid_to'],
]);
/** What an approval keeps of its record is told nobody. */
const OF_OTHERS: Readonly<Record<string, readonly string[]>> = {
  AccountApplication: ['address'],
  Approval: ['facts', 'payload', 'snapshot'],
};

interface ChangesArgs extends ListArgs {
  readonly from: string;
  readonly to: string;
  readonly change?: readonly string[] | null;
}

interface Told {
  readonly field: string;
  readonly label: string;
  readonly old: Value;
  readonly new: Value;
}

/** Fields of the schema that tell what became of records. */
export const HISTORY: Resolvers = {
  ...Object.fromEntries(
    Object.entries(COMPARED).map(([field, type]) => [
      `Query.${field}`,
      (_from: Source, args: ListArgs, asked: Asked) => changesOf(asked, type, args as ChangesArgs),
    ]),
  ),
  'Query.recordHistory': (_from, args, asked) => historyOf(asked, args as ListArgs & { kind: string; id: string }),
  'RecordVersion.actor': () => null,
  'Query.search': (_from, args, asked) => search(asked, args as unknown as SearchArgs),
  'SearchResult.hits': (from, args) => {
    const hits = (from as unknown as Searched).hits;
    const place = args.after ? hits.findIndex(({ id }) => id === args.after) + 1 : 0;
    return pageOf(hits, args.first, place);
  },
};

/** The list at the one moment and at the other: what is in one of them only, or in both in another version. */
function changesOf(asked: Asked, type: string, { from, to, filter, change, first, after }: ChangesArgs): unknown {
  if (from >= to) throw refusal('BAD_USER_INPUT');
  for (const moment of [from, to]) checkMoment(asked, moment);
  checkFilter(asked, type, filter);
  const [before, now] = [from, to].map((moment) => listAt(asked, type, moment, filter)) as [Row[], Row[]];
  const ids = [...new Set([...before, ...now].map(({ id }) => id))].sort(byId);
  const entries = ids.flatMap((id) => {
    const [old, held] = [before, now].map((rows) => rows.find((row) => row.id === id) ?? null) as [Row, Row];
    if (old?.['version'] === held?.['version']) return [];
    const became = old && held ? 'CHANGED' : held ? 'CAME' : 'WENT';
    if (change && !change.includes(became)) return [];
    return [
      {
        ...{ id, change: became, at: held?.['valid_from'] ?? null },
        changes: old && held ? told(asked, type, old, held) : [],
        before: old && source(type, old),
        after: held && source(type, held),
      },
    ];
  });
  return pageOf(entries, first, after ? entries.filter(({ id }) => byId(id, after) <= 0).length : 0);
}

function listAt(asked: Asked, type: string, moment: string, filter: Filter | null | undefined): Row[] {
  const there = { ...asked, sight: asked.sight.at(moment) };
  return there.sight.rows(type).filter((row) => meetsFilter(there, type, row, filter));
}

function byId(a: string, b: string): number {
  return BigInt(a) < BigInt(b) ? -1 : BigInt(a) > BigInt(b) ? 1 : 0;
}

/** What differs, as far as the asker sees a difference. */
function told(asked: Asked, type: string, before: Row | null, now: Row): Told[] {
  const { action } = kindOf(type);
  const ruled = asked.features.fields.some(({ name }) => name.startsWith(`${action}.`));
  const text = (column: string, value: Value): Value =>
    (OF_OTHERS[type] ?? []).includes(column) || (!ruled && !hears(asked))
      ? null
      : shown(asked, type, column, textOf(column, value));
  return Object.keys(now)
    .filter((column) => !UNTOLD.has(column) && plain(before?.[column] ?? null) !== plain(now[column] ?? null))
    .map((column) => ({
      ...{ field: camel(column), label: 'told' },
      old: before ? text(column, before[column] ?? null) : null,
      new: text(column, now[column] ?? null),
    }))
    .filter(({ old, new: after }) => old !== after)
    .sort((a, b) => (a.field < b.field ? -1 : 1));
}

/** As the database writes it. */
function textOf(column: string, value: Value): string | null {
  return column === 'probability' && value !== null ? Number(value).toFixed(4) : plain(value);
}

function plain(value: Value): string | null {
  if (value === null) return null;
  if (typeof value === 'boolean') return value ? '1' : '0';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function camel(column: string): string {
  return column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The versions whose owner and department of that time the asker reaches, the newest first. */
function historyOf(asked: Asked, { kind, id, first, after }: ListArgs & { kind: string; id: string }): unknown {
  const type = typeOfAction(kind);
  const { oracle, person } = asked.sight;
  if (type === null || !kindOf(type).tracked) throw refusal('BAD_USER_INPUT');
  if (!oracle.holds(person, `${kind}.read`)) throw refusal('FORBIDDEN');
  const seen = versionsOf(oracle.world, type)
    .filter((row) => row.id === id && isTold(asked.sight, type, row))
    .sort((a, b) => Number(b['version']) - Number(a['version']));
  if (seen.length === 0) throw refusal('NOT_FOUND');
  const nodes = seen.map((row, place) => {
    const older = seen[place + 1];
    const before = older && Number(older['version']) === Number(row['version']) - 1 ? older : null;
    return {
      ...{ id: row.id, version: row['version'], event: eventOf(before, row), from: row['valid_from'] },
      to:
        row['valid_to'] === FOR_EVER || !reachedThen(asked.sight, type, row, lastMoment(row)) ? null : row['valid_to'],
      ...{ actorId: null, reason: null, condensed: false },
      changes: told(asked, type, before, row),
    };
  });
  const from = after ? nodes.findIndex(({ version }) => String(version) === after) + 1 : 0;
  const page = pageOf(nodes, first, from);
  const cursor = (node: { readonly version: Value | undefined } | undefined): string | null =>
    node ? String(node.version) : null;
  return {
    ...page,
    edges: page.nodes.map((node) => ({ node, cursor: cursor(node) })),
    pageInfo: { ...page.pageInfo, endCursor: cursor(page.nodes.at(-1)) },
  };
}

/** Whether the history of the record tells the asker of the version. */
export function isTold(sight: Sight, type: string, row: Row): boolean {
  return [String(row['valid_from']), lastMoment(row)].some((moment) => reachedThen(sight, type, row, moment));
}

/** Whether today's rights reach the version where it stood then, deleted or not. */
function reachedThen(sight: Sight, type: string, row: Row, moment: string): boolean {
  const { oracle, person } = sight;
  const action = `${kindOf(type).action}.read`;
  return oracle.reachesAll(person, action) || sight.at(moment).oracle.reaches(person, action, type, row);
}

function eventOf(before: Row | null, now: Row): string {
  if (now['deleted_at'] !== null) return 'DELETED';
  if (!before) return now['version'] === 1 ? 'CREATED' : 'APPEARED';
  return before['deleted_at'] === null ? 'CHANGED' : 'RESTORED';
}

interface SearchArgs {
  readonly text: string;
  readonly kinds?: readonly string[] | null;
  readonly asOf?: string | null;
  readonly from?: string | null;
  readonly to?: string | null;
}

interface Hit {
  readonly kind: string;
  readonly id: string;
  readonly title: string | null;
  readonly matchedAt: string | null;
  readonly rank: number;
}

interface Searched {
  readonly hits: readonly Hit[];
  readonly counts: readonly { readonly kind: string; readonly count: number }[];
}

/** Everything that the words are found in; of one kind also in its order. */
function search(asked: Asked, { text, kinds, asOf = null, from = null, to = null }: SearchArgs): Searched {
  if (from && to && from >= to) throw refusal('BAD_USER_INPUT');
  for (const moment of [asOf, from, to]) checkMoment(asked, moment);
  const { oracle, person } = asked.sight;
  const types = Object.keys(SEARCHED).filter((type) => !kinds || kinds.includes(kindOf(type).action));
  const holds = (type: string): boolean => oracle.holds(person, `${kindOf(type).action}.read`);
  if (kinds && !types.every(holds)) throw refusal('FORBIDDEN');
  const found = types.filter(holds).map((type) => {
    const rows = from && to ? inPeriod(asked, type, from, to) : standing(asked, type, asOf);
    const hits = rows.filter(({ row }) => meetsFilter(asked, type, row, { search: text }));
    const newest = hits.filter(
      ({ row }) => !hits.some((one) => one.row.id === row.id && Number(one.row['version']) > Number(row['version'])),
    );
    return newest.map(({ row, moment }) => hitOf(asked, type, row, moment, text));
  });
  const counts = found.filter((hits) => hits.length > 0).map((hits) => ({ kind: hits[0]!.kind, count: hits.length }));
  return { hits: found.flat().sort((a, b) => a.rank - b.rank || -byId(a.id, b.id)), counts };
}

interface Standing {
  readonly row: Row;
  readonly moment: string | null;
}

function standing(asked: Asked, type: string, asOf: string | null): Standing[] {
  const sight = asOf ? asked.sight.at(asOf) : asked.sight;
  return sight.rows(type).map((row) => ({ row, moment: asOf }));
}

/** Versions that held at some moment of the period, as they are seen at the last of these, or else at the first. */
function inPeriod(asked: Asked, type: string, from: string, to: string): Standing[] {
  return versionsOf(asked.sight.oracle.world, type)
    .filter((row) => String(row['valid_from']) <= to && String(row['valid_to']) > from)
    .flatMap((row) => {
      const moments = [[lastMoment(row), to].sort()[0]!, [String(row['valid_from']), from].sort()[1]!];
      const moment = moments.find((one) => asked.sight.at(one).sees(type, row.id));
      return moment === undefined ? [] : [{ row, moment }];
    });
}

/** The last millisecond at which the version held. */
function lastMoment(row: Row): string {
  return new Date(Date.parse(String(row['valid_to'])) - 1).toISOString();
}

function hitOf(asked: Asked, type: string, row: Row, moment: string | null, text: string): Hit {
  const column = SEARCHED[type]![0]!;
  const title = row[column] ?? null;
  return {
    kind: kindOf(type).action,
    id: row.id,
    title: shown(asked, type, column, title) === null ? null : 'told',
    matchedAt: moment,
    rank: rankOf(asked, type, column, title, text),
  };
}

function rankOf(asked: Asked, type: string, column: string, title: Value, text: string): number {
  const [name, wanted] = [String(title ?? '').toLowerCase(), text.trim().toLowerCase()];
  if (!knows(asked, type, column) || title === null) return 3;
  return name === wanted ? 0 : name.startsWith(wanted) ? 1 : name.includes(wanted) ? 2 : 3;
}

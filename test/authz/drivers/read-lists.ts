import { getNamedType, type GraphQLField } from 'graphql';
import { driven } from '../coverage/crawl.js';
import { entriesBelow, isRecord } from '../model/columns.js';
import { type Row, rowsOf } from '../world/rows.js';
import { COMPARED } from '../model/history.js';
import type { Comparison } from './comparison.js';
import type { Drawing } from './draw-arguments.js';
import { DEEP, entries, Selection } from './draw-selection.js';

const MISSING = '4242';
const UNSEEN_EACH = 2;
const MOST_PAGES = 4;
const LARGEST_PAGE = 100;
const LARGEST_DEEP_PAGE = 10;
/** So many in a hundred lists and kinds of records each person asks; over a run every person's share comes round. */
const ASKED_PERCENT = 50;
/** So many in a hundred of those are asked of a moment past. */
const PAST_PERCENT = 50;
/** Lists whose entries are no records of the world, with their fields. */
const NOTIFICATION = 'id cursor kind type title body recordId occurredAt readAt actor { id name }';

/** Lists that take more than others do. */
const OWN_DRIVERS = new Set(['auditTrail', 'recordHistory', 'recordShares', 'sessions', ...Object.keys(COMPARED)]);

type RootField = GraphQLField<unknown, unknown>;

function rootFields(drawing: Drawing): RootField[] {
  return Object.values(drawing.schema.getQueryType()!.getFields()).filter(({ name }) => driven('Query', name));
}

/** The root field of that name. */
export function rootField(drawing: Drawing, name: string): RootField {
  return drawing.schema.getQueryType()!.getFields()[name]!;
}

function typeOf(field: RootField): string {
  return getNamedType(field.type).name;
}

/** Lists of the schema, all pages forward, with drawn filters and orders. */
export async function readLists(comparison: Comparison, drawing: Drawing): Promise<void> {
  for (const field of drawnFields(drawing, (one) => typeOf(one).endsWith('Connection') && !OWN_DRIVERS.has(one.name)))
    await readList(comparison, drawing, field);
}

function drawnFields(drawing: Drawing, wanted: (field: RootField) => boolean): RootField[] {
  return rootFields(drawing).filter((field) => wanted(field) && drawing.chance.percent(ASKED_PERCENT));
}

async function readList(comparison: Comparison, drawing: Drawing, field: RootField): Promise<void> {
  const type = typeOf(field).replace(/Connection$/, '');
  const { chance, world } = drawing;
  const rows = isRecord(type) ? rowsOf(world, type).length : world.messages.length;
  const least = Math.ceil(rows / MOST_PAGES);
  const most = DEEP.has(type) ? LARGEST_DEEP_PAGE : LARGEST_PAGE;
  const selection = new Selection(drawing, false);
  const drawn = selection.pageSize(`Query.${field.name}`, [1, 2, 3, 5, 20, LARGEST_PAGE]);
  const first = drawn === 1 ? 1 : Math.min(most, Math.max(least, drawn));
  const inner = isRecord(type) ? selection.record(type, first > 20 ? 0 : 1) : NOTIFICATION;
  const given = selection.arguments(`Query.${field.name}`, field, type, first);
  const unread = field.args.some(({ name }) => name === 'unreadOnly')
    ? `, unreadOnly: ${selection.variable('Boolean!', chance.percent(40))}`
    : '';
  const after = selection.variable('String', null);
  const [asOf] = selection.moment(field, PAST_PERCENT);
  const body = `${field.name}(${given}${unread}${asOf}, after: ${after}) { ${entries(inner)} }`;
  const document = `query${selection.declared} { ${body} }`;
  await readPages(comparison, document, selection.variables, after.slice(1), field.name);
}

/** A page as the product answers it. */
export interface Page {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** The cursor of the product goes to the product; the model goes on after the same record. */
export async function readPages(
  comparison: Comparison,
  document: string,
  variables: Record<string, unknown>,
  after: string,
  field: string,
): Promise<void> {
  let [cursor, last]: (string | null)[] = [null, null];
  for (let page = 0; page <= MOST_PAGES + 1; page++) {
    const asked = { ...variables, [after]: cursor };
    const { answer } = await comparison.ask(document, asked, { ...variables, [after]: last });
    const found = answer.data?.[field] as Page | undefined;
    if (!found?.pageInfo.hasNextPage) return;
    [cursor, last] = [found.pageInfo.endCursor, found.nodes.at(-1)?.id ?? null];
  }
}

/** Single reads of the schema: a record that is seen, one that is not, one that is missing. */
export async function readNodes(comparison: Comparison, drawing: Drawing): Promise<void> {
  for (const field of drawnFields(drawing, (one) => isRecord(typeOf(one)))) await readNode(comparison, drawing, field);
}

async function readNode(comparison: Comparison, drawing: Drawing, field: RootField): Promise<void> {
  const type = typeOf(field);
  const selection = new Selection(drawing);
  const [asOf, moment] = selection.moment(field, PAST_PERCENT);
  const sight = moment === null ? comparison.asked.sight : comparison.asked.sight.at(moment);
  const all = rowsOf(drawing.world, type);
  const seen = all.filter(({ id }) => sight.sees(type, id));
  const unseen = all.filter(({ id }) => !sight.sees(type, id));
  const inner = selection.record(type, 1);
  const id = selection.variable('ID!', MISSING);
  const document = `query${selection.declared} { ${field.name}(id: ${id}${asOf}) { ${inner} } }`;
  const missing = await comparison.ask(document, selection.variables);
  for (const row of unseenOf(drawing, unseen)) {
    const variables = { ...selection.variables, [id.slice(1)]: row.id };
    const { answer } = await comparison.ask(document, variables);
    comparison.check('unseen is as missing', { document, variables }, missing.answer, answer);
  }
  const { records } = sight.oracle;
  const row = fullest({ ...drawing, world: records }, type, [...selection.cursors.keys()], seen);
  if (row)
    await readSeen(
      comparison,
      document,
      { ...selection.variables, [id.slice(1)]: row.id },
      selection.cursors,
      field.name,
    );
}

function unseenOf({ chance }: Drawing, unseen: readonly Row[]): Row[] {
  return chance.some(unseen, UNSEEN_EACH);
}

/** Any seen record; while second pages of a list below it are missing, the one with most entries in such a list. */
function fullest(
  { chance, coverage, world }: Drawing,
  type: string,
  lists: readonly string[],
  seen: readonly Row[],
): Row | null {
  const short = lists.filter((field) => coverage.count(`${type}.${field}(after)`) === 0);
  const entriesOf = (row: Row): number =>
    Math.max(0, ...short.map((field) => entriesBelow(type, field, row, world).length));
  return chance.shuffled(seen).sort((a, b) => entriesOf(b) - entriesOf(a))[0] ?? null;
}

/** The record, and once more with the next page of each list below it. */
async function readSeen(
  comparison: Comparison,
  document: string,
  variables: Record<string, unknown>,
  cursors: ReadonlyMap<string, string>,
  root: string,
): Promise<void> {
  const { answer } = await comparison.ask(document, variables);
  const pages = answer.data?.[root] as Record<string, Page> | null | undefined;
  const next = [...cursors].filter(([field]) => pages?.[field]?.pageInfo.hasNextPage);
  if (!pages || next.length === 0) return;
  const given = next.map(([field, variable]) => [variable, pages[field]!.pageInfo.endCursor]);
  const last = next.map(([field, variable]) => [variable, pages[field]!.nodes.at(-1)?.id ?? null]);
  await comparison.ask(
    document,
    { ...variables, ...Object.fromEntries(given) },
    { ...variables, ...Object.fromEntries(last) },
  );
}

import { getNamedType, type GraphQLField } from 'graphql';
import { driven } from '../coverage/crawl.js';
import { isRecord } from '../model/columns.js';
import { rowsOf } from '../world/rows.js';
import type { Comparison } from './comparison.js';
import type { Drawing } from './draw-arguments.js';
import { DEEP, entries, Selection } from './draw-selection.js';

const MOST_PAGES = 4;
const LARGEST_PAGE = 100;
const LARGEST_DEEP_PAGE = 10;
/** Lists whose entries are no records of the world, with their fields. */
const NOTIFICATION = 'id cursor kind type title body recordId occurredAt readAt actor { id name }';

type RootField = GraphQLField<unknown, unknown>;

function rootFields(drawing: Drawing): RootField[] {
  return Object.values(drawing.schema.getQueryType()!.getFields()).filter(({ name }) => driven('Query', name));
}

function typeOf(field: RootField): string {
  return getNamedType(field.type).name;
}

/** Every list of the schema, all pages forward, with drawn filters and orders. */
export async function readLists(comparison: Comparison, drawing: Drawing): Promise<void> {
  for (const field of rootFields(drawing).filter((one) => typeOf(one).endsWith('Connection')))
    await readList(comparison, drawing, field);
}

async function readList(comparison: Comparison, drawing: Drawing, field: RootField): Promise<void> {
  const type = typeOf(field).replace(/Connection$/, '');
  const { chance, world } = drawing;
  const rows = isRecord(type) ? rowsOf(world, type).length : world.messages.length;
  const least = Math.ceil(rows / MOST_PAGES);
  const most = DEEP.has(type) ? LARGEST_DEEP_PAGE : LARGEST_PAGE;
  const first = Math.min(most, Math.max(least, chance.pick([1, 2, 3, 5, 20, LARGEST_PAGE])));
  const selection = new Selection(drawing, false);
  const inner = isRecord(type) ? selection.record(type, first > 20 ? 0 : 1) : NOTIFICATION;
  const given = selection.arguments(`Query.${field.name}`, field, type, first).slice(1, -1);
  const unread = field.args.some(({ name }) => name === 'unreadOnly')
    ? `, unreadOnly: ${selection.variable('Boolean!', chance.percent(40))}`
    : '';
  const after = selection.variable('String', null);
  const body = `${field.name}(${given}${unread}, after: ${after}) { ${entries(inner)} }`;
  const document = `query${selection.declared} { ${body} }`;
  await readPages(comparison, document, selection.variables, after.slice(1), field.name);
}

interface Page {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** The cursor of the product goes to the product; the model goes on after the same record. */
async function readPages(
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

/** Every single read of the schema: a record that is seen, one that is not, one that is missing. */
export async function readNodes(comparison: Comparison, drawing: Drawing): Promise<void> {
  for (const field of rootFields(drawing).filter((one) => isRecord(typeOf(one))))
    await readNode(comparison, drawing, field);
}

const MISSING = '4242';

async function readNode(comparison: Comparison, drawing: Drawing, field: RootField): Promise<void> {
  const type = typeOf(field);
  const { sight } = comparison.asked;
  const all = rowsOf(drawing.world, type);
  const seen = all.filter(({ id }) => sight.sees(type, id));
  const unseen = all.filter(({ id }) => !sight.sees(type, id));
  const chosen = [...drawing.chance.some(seen, 1), ...drawing.chance.some(unseen, 2)];
  const selection = new Selection(drawing);
  const inner = selection.record(type, 1);
  const id = selection.variable('ID!', MISSING);
  const document = `query${selection.declared} { ${field.name}(id: ${id}) { ${inner} } }`;
  const missing = await comparison.ask(document, selection.variables);
  for (const row of chosen) {
    const variables = { ...selection.variables, [id.slice(1)]: row.id };
    const { answer } = await comparison.ask(document, variables);
    if (!sight.sees(type, row.id))
      comparison.check('unseen is as missing', { document, variables }, missing.answer, answer);
  }
}

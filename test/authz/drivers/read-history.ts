import { type GraphQLObjectType, isObjectType } from 'graphql';
import { COMPARED } from '../model/history.js';
import { kindOf } from '../world/kinds.js';
import { type Row, rowsOf, versionsOf } from '../world/rows.js';
import { SEARCHED } from '../world/search-texts.js';
import type { Comparison } from './comparison.js';
import { type Drawing, drawFilter, leastCovered } from './draw-arguments.js';
import { DEEP, entries, plainly, Selection } from './draw-selection.js';
import { type Page, readPages } from './read-lists.js';

const LISTS_EACH = 3;
const RECORDS_EACH = 4;
const MISSING = '4242';

/** What became of lists and records, keywords over everything, and the pipeline between two moments. */
export async function readHistory(comparison: Comparison, drawing: Drawing): Promise<void> {
  const fields = leastCovered(drawing, Object.keys(COMPARED), (field) => `Query.${field}`);
  for (const field of fields.slice(0, LISTS_EACH)) await readChanges(comparison, drawing, field);
  await readRecords(comparison, drawing);
  await readSearch(comparison, drawing);
  await readWaterfall(comparison, drawing);
}

/** Two moments, mostly in their order. */
function period({ chance, moments }: Drawing): readonly [string, string] {
  const [a, b] = chance.some(moments, 2).sort() as [string, string];
  return chance.percent(95) ? [a, b] : [b, a];
}

async function readChanges(comparison: Comparison, drawing: Drawing, field: string): Promise<void> {
  const type = COMPARED[field]!;
  const selection = new Selection(drawing, false, 0);
  const [from, to] = period(drawing);
  const place = `Query.${field}`;
  const filter = drawing.chance.percent(60) ? drawFilter(drawing, place, type, false) : null;
  const { chance } = drawing;
  const change = chance.percent(40) ? chance.some(['CAME', 'WENT', 'CHANGED'], chance.between(0, 2)) : null;
  const after = selection.variable('String', null);
  const given = [
    `from: ${selection.variable('DateTime!', from)}, to: ${selection.variable('DateTime!', to)}`,
    `filter: ${selection.variable(`${type}Filter`, filter)}, change: ${selection.variable('[ListChange!]', change)}`,
    `first: ${selection.variable('Int!', selection.pageSize(place, DEEP.has(type) ? [1, 3] : [1, 5, 50]))}, after: ${after}`,
  ].join(', ');
  const sides = `before { ${selection.record(type, 0)} } after { ${selection.record(type, 0)} }`;
  const body = entries(`id change at changes { field label old new } ${sides}`);
  const document = `query${selection.declared} { ${field}(${given}) { ${body} } }`;
  await readPages(comparison, document, selection.variables, after.slice(1), field);
}

/** Histories of records that are seen, that are not, that were, and one that is missing. */
async function readRecords(comparison: Comparison, drawing: Drawing): Promise<void> {
  const { chance, world } = drawing;
  const types = chance.some([...Object.values(COMPARED), 'Role', 'Position', 'ExchangeRate'], RECORDS_EACH);
  for (const type of types) {
    const changed = versionsOf(world, type).filter((row) => Number(row['version']) > 1);
    const from: readonly Row[] = changed.length > 0 && chance.percent(70) ? changed : rowsOf(world, type);
    const id = from.length > 0 && chance.percent(90) ? chance.pick(from).id : MISSING;
    await readRecord(comparison, drawing, kindOf(type).action, id);
  }
}

async function readRecord(comparison: Comparison, drawing: Drawing, kind: string, id: string): Promise<void> {
  const selection = new Selection(drawing);
  const size = selection.pageSize('Query.recordHistory', [1, 2, 20]);
  const after = selection.variable('String', null);
  const given = [
    `kind: ${selection.variable('String!', kind)}, id: ${selection.variable('ID!', id)}`,
    `first: ${selection.variable('Int!', size)}, after: ${after}`,
  ].join(', ');
  const node = 'id version event from to actorId reason condensed actor { id } changes { field label old new }';
  const body = `totalCount pageInfo { hasNextPage endCursor } nodes { ${node} } edges { cursor node { version } }`;
  const document = `query${selection.declared} { recordHistory(${given}) { ${body} } }`;
  let [cursor, last]: (string | null)[] = [null, null];
  for (let page = 0; page < 3; page++) {
    const { variables } = selection;
    const [asked, modelled] = [cursor, last].map((one) => ({ ...variables, [after.slice(1)]: one }));
    const { answer } = await comparison.ask(document, asked!, modelled);
    const found = answer.data?.['recordHistory'] as Page | null | undefined;
    if (!found?.pageInfo.hasNextPage) return;
    [cursor, last] = [
      found.pageInfo.endCursor,
      String((found.nodes.at(-1) as { version?: number } | undefined)?.version),
    ];
  }
}

/** Keywords that some record is found by, now, at a moment or in a period: the hits of one kind in their order, of all kinds how many. */
async function readSearch(comparison: Comparison, drawing: Drawing): Promise<void> {
  const { chance } = drawing;
  const type = chance.pick(Object.keys(SEARCHED));
  const text = wordsOf(drawing, type);
  const when = chance.pick(['now', 'asOf', 'period']);
  const selection = new Selection(drawing);
  const [from, to] = when === 'period' ? period(drawing) : [null, null];
  const asOf = when === 'asOf' ? chance.pick(drawing.moments) : null;
  const moments = [
    `asOf: ${selection.variable('DateTime', asOf)}`,
    `from: ${selection.variable('DateTime', from)}, to: ${selection.variable('DateTime', to)}`,
  ].join(', ');
  const words = selection.variable('String!', text);
  const kinds = selection.variable('[String!]', [kindOf(type).action]);
  const after = selection.variable('String', null);
  const first = selection.variable('Int!', selection.pageSize('SearchResult.hits', [1, 3, 50]));
  const hits = `hits(first: ${first}, after: ${after}) { ${entries('kind id title matchedAt')} }`;
  const document = `query${selection.declared} {
    everywhere: search(text: ${words}, ${moments}) { counts { kind count } }
    search(text: ${words}, kinds: ${kinds}, ${moments}) { counts { kind count } ${hits} }
  }`;
  const { answer } = await comparison.ask(document, selection.variables);
  const found = (answer.data?.['search'] as { hits?: Page } | null | undefined)?.hits;
  if (!found?.pageInfo.hasNextPage) return;
  const given = { ...selection.variables, [after.slice(1)]: found.pageInfo.endCursor };
  await comparison.ask(document, given, { ...selection.variables, [after.slice(1)]: found.nodes.at(-1)?.id ?? null });
}

/** Part of what some record is or was found by. */
function wordsOf({ chance, world }: Drawing, type: string): string {
  const rows = [...rowsOf(world, type), ...versionsOf(world, type)];
  const texts = rows
    .flatMap((row) => SEARCHED[type]!.map((column) => String(row[column] ?? '')))
    .filter((text) => text.trim() !== '');
  if (texts.length === 0) return '客户';
  const text = chance.pick(texts);
  if (chance.percent(30)) return text;
  const part = [...text].slice(0, chance.between(1, 3)).join('').trim();
  return part === '' ? text : part;
}

async function readWaterfall(comparison: Comparison, drawing: Drawing): Promise<void> {
  const { chance, schema } = drawing;
  const selection = new Selection(drawing);
  const [from, to] = period(drawing);
  const filter = chance.percent(40) ? drawFilter(drawing, 'Query.opportunityWaterfall', 'Opportunity', false) : null;
  const given = [
    `from: ${selection.variable('DateTime!', from)}, to: ${selection.variable('DateTime!', to)}`,
    `by: ${selection.variable('WaterfallGroup!', chance.pick(['OWNER', 'DEPARTMENT']))}`,
    `filter: ${selection.variable('OpportunityFilter', filter)}`,
  ].join(', ');
  const shape = schema.getType('OpportunityWaterfall');
  const body = isObjectType(shape) ? plainly(shape as GraphQLObjectType) : '';
  await comparison.ask(
    `query${selection.declared} { opportunityWaterfall(${given}) { ${body} } }`,
    selection.variables,
  );
}

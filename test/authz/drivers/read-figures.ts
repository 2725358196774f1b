import type { GraphQLObjectType } from 'graphql';
import { rowsOf } from '../world/rows.js';
import type { Comparison } from './comparison.js';
import { type Drawing, drawFilter } from './draw-arguments.js';
import { entries, Selection } from './draw-selection.js';
import type { Page } from './read-lists.js';

const STAGE = 'stage { id code kind position nameEn nameZh probability requirements timeLimitDays }';

/** Board, forecast and funnel over the deals that the asker sees, narrowed to parts of the company or not. */
export async function readFigures(comparison: Comparison, drawing: Drawing): Promise<void> {
  await readBoard(comparison, drawing);
  await readForecast(comparison, drawing);
  await readFunnel(comparison, drawing);
  await comparison.ask('{ viewer { actions fieldRules { field rule } person { id name } } }');
  await comparison.ask('{ notificationUnreadCount }');
}

function narrowed({ chance, world }: Drawing, selection: Selection): string {
  const department = chance.maybe(50, () => chance.pick(liveDepartments(world)).id);
  const owner = chance.maybe(70, () => chance.pick(rowsOf(world, 'Person')).id);
  return `departmentId: ${selection.variable('ID', department)}, ownerId: ${selection.variable('ID', owner)}`;
}

function liveDepartments(world: Drawing['world']): { readonly id: string }[] {
  return rowsOf(world, 'Department').filter((one) => one['deleted_at'] === null);
}

async function readBoard(comparison: Comparison, drawing: Drawing): Promise<void> {
  const selection = new Selection(drawing);
  const filter = drawing.chance.percent(60)
    ? drawFilter(drawing, 'Query.opportunityBoard', 'Opportunity', false)
    : null;
  const root = drawing.schema.getQueryType()!.getFields()['opportunityBoard']!;
  const [asOf] = selection.moment(root, 40);
  const given = `${narrowed(drawing, selection)}, filter: ${selection.variable('OpportunityFilter', filter)}${asOf}`;
  const shape = drawing.schema.getType('OpportunityBoardColumn') as GraphQLObjectType;
  const list = shape.getFields()['opportunities']!;
  const place = 'OpportunityBoardColumn.opportunities';
  const inner = selection.arguments(
    place,
    list,
    'Opportunity',
    selection.pageSize(place, [1, 3, 20]),
    undefined,
    false,
  );
  const after = selection.variable('String', null);
  const listed = `opportunities(${inner}, after: ${after}) { ${entries('id name')} }`;
  const body = `count baseAmount weightedAmount ${STAGE} ${listed}`;
  const document = `query${selection.declared} { opportunityBoard(${given}) { ${body} } }`;
  const { answer } = await comparison.ask(document, selection.variables);
  const columns = answer.data?.['opportunityBoard'] as { opportunities: Page }[] | null | undefined;
  const full = columns?.find(({ opportunities }) => opportunities.pageInfo.hasNextPage)?.opportunities;
  if (!full) return;
  // The cursor of one column holds for the others as well, since they are in the same order.
  const asked = { ...selection.variables, [after.slice(1)]: full.pageInfo.endCursor };
  await comparison.ask(document, asked, { ...selection.variables, [after.slice(1)]: full.nodes.at(-1)?.id ?? null });
}

async function readForecast(comparison: Comparison, drawing: Drawing): Promise<void> {
  const selection = new Selection(drawing);
  const from = selection.variable('String', drawing.chance.pick(['2026-01', '2026-04']));
  const months = selection.variable('Int!', drawing.chance.pick([6, 10]));
  const given = `${narrowed(drawing, selection)}, fromMonth: ${from}, months: ${months}`;
  const body = 'month openDeals pipeline weighted best commit wonDeals won';
  await comparison.ask(`query${selection.declared} { opportunityForecast(${given}) { ${body} } }`, selection.variables);
}

async function readFunnel(comparison: Comparison, drawing: Drawing): Promise<void> {
  const selection = new Selection(drawing);
  const from = selection.variable('LocalDate!', drawing.chance.pick(['2026-01-01', '2026-03-01']));
  const to = selection.variable('LocalDate!', drawing.chance.pick(['2026-06-30', '2026-12-31']));
  const given = `${narrowed(drawing, selection)}, from: ${from}, to: ${to}`;
  const body = `entered baseAmount movedOn won conversion averageDays medianDays ${STAGE}`;
  await comparison.ask(`query${selection.declared} { opportunityFunnel(${given}) { ${body} } }`, selection.variables);
}

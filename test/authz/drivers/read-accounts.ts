import { rowsOf } from '../world/rows.js';
import { powerIsOpen } from '../oracle/power.js';
import type { Comparison } from './comparison.js';
import type { Drawing } from './draw-arguments.js';
import { entries, Selection } from './draw-selection.js';
import { readPages, rootField } from './read-lists.js';

const SESSION = 'id address client createdAt expiresAt lastUsedAt current';
const PREVIEW = `query($input: HandoverPreviewInput!) { handoverPreview(input: $input) {
  total withoutTaker kinds { kind label count withoutTaker } shares { kind count fallback person { id name } } } }`;
const PEOPLE_EACH = 3;

/** Sessions of the asker and of others, and what hand-overs of people would do. */
export async function readAccounts(comparison: Comparison, drawing: Drawing): Promise<void> {
  const people = drawing.chance.some(rowsOf(drawing.world, 'Person'), PEOPLE_EACH).map(({ id }) => id);
  for (const personId of [null, ...people]) await readSessions(comparison, drawing, personId);
  await readPreviews(comparison, drawing);
}

async function readSessions(comparison: Comparison, drawing: Drawing, personId: string | null): Promise<void> {
  const selection = new Selection(drawing);
  const field = rootField(drawing, 'sessions');
  const given = selection.arguments(
    'Query.sessions',
    field,
    'Session',
    selection.pageSize('Query.sessions', [1, 2, 20]),
  );
  const whose = selection.variable('ID', personId);
  const after = selection.variable('String', null);
  const body = `sessions(${given}, personId: ${whose}, after: ${after}) { ${entries(SESSION)} }`;
  const document = `query${selection.declared} { ${body} }`;
  await readPages(comparison, document, selection.variables, after.slice(1), 'sessions');
}

/** By a rule that gives everything to one person. */
async function readPreviews(comparison: Comparison, drawing: Drawing): Promise<void> {
  const { chance, world } = drawing;
  const { oracle, person } = comparison.asked.sight;
  const people = rowsOf(world, 'Person');
  const leavers = people.filter((one) => !powerIsOpen(oracle, person, one));
  for (const leaver of chance.some(leavers, PEOPLE_EACH)) {
    const rules = [{ to: 'PERSON', personId: chance.pick(people).id }];
    const input = { personId: leaver.id, closedToo: chance.percent(40), rules };
    await comparison.ask(PREVIEW, { input });
    for (const reference of REFERENCES) await referTo(comparison, drawing, leaver.id, reference);
  }
}

type Reference = readonly [type: string, input: (id: string) => object];

/** Each way by which the rules of a hand-over name somebody or something. */
const REFERENCES: readonly Reference[] = [
  ['Person', (personId) => ({ rules: [{ to: 'PERSON', personId }] })],
  ['Department', (departmentId) => ({ rules: [{ to: 'DEPARTMENT_MEMBERS', departmentId }] })],
  [
    'Person',
    (personId) => ({
      rules: [{ to: 'DEPARTMENT_HEAD' }],
      records: [{ kind: 'customer', recordId: MISSING, personId }],
    }),
  ],
];
const MISSING = '4242';

/** Whom the asker does not see they cannot name. */
async function referTo(
  comparison: Comparison,
  { chance, world, coverage }: Drawing,
  personId: string,
  [type, rules]: Reference,
): Promise<void> {
  const { sight } = comparison.asked;
  const unseen = rowsOf(world, type).filter(({ id }) => !sight.sees(type, id));
  if (unseen.length === 0) return;
  const input = (id: string): object => ({ input: { personId, ...rules(id) } });
  const asked = { document: PREVIEW, variables: input(chance.pick(unseen).id) as Record<string, unknown> };
  const missing = await comparison.caller.ask(PREVIEW, input(MISSING) as Record<string, unknown>);
  const answer = await comparison.caller.ask(PREVIEW, asked.variables);
  coverage.recordText(PREVIEW, asked.variables);
  comparison.check('a reference to an unseen record is as one to a missing', asked, missing, answer);
}

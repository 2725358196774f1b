import { KINDS, kindOf, typeOfAction } from '../world/kinds.js';
import { type Row, rowsOf } from '../world/rows.js';
import type { Comparison } from './comparison.js';
import { type Drawing, leastCovered } from './draw-arguments.js';
import { type Moved, movedRecords } from './moved-records.js';

const EXPLAIN = `query($kind: String!, $id: ID!, $action: String!, $personId: ID, $field: String, $at: DateTime) {
  explainAccess(kind: $kind, id: $id, action: $action, personId: $personId, field: $field, at: $at) {
    seen allowed fieldRule
    steps { action role scope reached standsInFor { id } }
    grants { level until cause counts person { id } }
  } }`;
const AUDIENCE = 'query($kind: String!, $id: ID!) { whoCanSee(kind: $kind, id: $id) { totalCount personIds } }';
const SHARES = `query($kind: String!, $id: ID!) { recordShares(kind: $kind, id: $id) {
  id as level until counts givenAt person { id name } givenBy { id name } } }`;
const SHARED = ['Customer', 'Opportunity', 'ServiceCase'];
const EXPLAINED_EACH = 4;
const MOVED_EACH = 2;
const UNSEEN_PERCENT = 25;
const MISSING = '4242';

/** Record kinds that go by an action name of their own. */
const NAMED = Object.keys(KINDS).filter((type) => typeOfAction(kindOf(type).action) === type);

/** Why access is as it is, step by step, and who sees a record; of records that the asker sees, does not see, and that are missing. */
export async function readAccess(comparison: Comparison, drawing: Drawing): Promise<void> {
  for (const type of kindsToAsk(comparison, drawing)) {
    const row = drawRow(comparison, drawing, type);
    const moment = drawing.chance.maybe(70, () => drawing.chance.pick(drawing.moments));
    if (row) await explain(comparison, drawing, type, row, moment);
  }
  for (const { type, row, moment } of movedToAsk(comparison, drawing))
    await explain(comparison, drawing, type, row, moment);
  for (const type of SHARED) await readShares(comparison, drawing, type);
  await readAudience(comparison, drawing);
}

/** Records that stood elsewhere: half of them such that the asker saw then and does not see now, or the other way round. */
function movedToAsk({ asked }: Comparison, drawing: Drawing): Moved[] {
  const { chance, moments } = drawing;
  const moved = chance.shuffled(movedRecords(asked.sight, moments, knownKinds(asked)));
  const [turned, same] = [moved.filter((one) => one.turned), moved.filter((one) => !one.turned)];
  return [...turned.slice(0, MOVED_EACH), ...same.slice(0, MOVED_EACH)];
}

function knownKinds(asked: Comparison['asked']): string[] {
  return NAMED.filter((type) => actionsOf(asked, type).length > 0);
}

/** Kinds explained least often first. */
function kindsToAsk({ asked }: Comparison, drawing: Drawing): string[] {
  return leastCovered(drawing, knownKinds(asked), (type) => `explained:${type}`).slice(0, EXPLAINED_EACH);
}

function actionsOf({ features }: Comparison['asked'], type: string): string[] {
  return features.actions.filter((action) => action.startsWith(`${kindOf(type).action}.`));
}

function drawRow({ asked: { sight } }: Comparison, { chance, world }: Drawing, type: string): Row | null {
  const wantsUnseen = chance.percent(UNSEEN_PERCENT);
  const rows = rowsOf(world, type);
  const wanted = rows.filter(({ id }) => sight.sees(type, id) !== wantsUnseen);
  const [row] = chance.some(wanted.length > 0 ? wanted : rows, 1);
  return row ?? null;
}

async function explain(
  comparison: Comparison,
  drawing: Drawing,
  type: string,
  { id }: Row,
  at: string | null,
): Promise<void> {
  const { chance, world, coverage } = drawing;
  const { asked } = comparison;
  const { action: kind } = kindOf(type);
  const fields = asked.features.fields.map(({ name }) => name).filter((name) => name.startsWith(`${kind}.`));
  const action = chance.pick(actionsOf(asked, type));
  const personId = chance.maybe(30, () => chance.pick(rowsOf(world, 'Person')).id);
  const field = fields.length === 0 ? null : chance.maybe(30, () => chance.pick(fields));
  const variables = { kind, id, action, personId, field, at };
  const { answer, expected } = await comparison.ask(EXPLAIN, variables);
  coverage.add(`explained:${type}`);
  // Where a record stood in the past it may be seen by somebody who does not see it now.
  if (expected.code !== 'NOT_FOUND') return;
  const missing = await comparison.ask(EXPLAIN, { ...variables, id: MISSING });
  comparison.check('unseen is as missing', { document: EXPLAIN, variables }, missing.answer, answer);
}

async function readShares(comparison: Comparison, drawing: Drawing, type: string): Promise<void> {
  const row = drawRow(comparison, drawing, type);
  if (!row) return;
  const variables = { kind: kindOf(type).action, id: row.id };
  const { answer } = await comparison.ask(SHARES, variables);
  if (comparison.asked.sight.sees(type, row.id)) return;
  const missing = await comparison.ask(SHARES, { ...variables, id: MISSING });
  comparison.check('unseen is as missing', { document: SHARES, variables }, missing.answer, answer);
}

async function readAudience(comparison: Comparison, drawing: Drawing): Promise<void> {
  const { sight } = comparison.asked;
  const everything = sight.oracle.administrator(sight.person);
  for (const type of drawing.chance.some(NAMED, everything ? NAMED.length : 3)) {
    const row = drawRow(comparison, drawing, type);
    if (!row) continue;
    const variables = { kind: kindOf(type).action, id: row.id };
    const { answer } = await comparison.ask(AUDIENCE, variables);
    if (sight.sees(type, row.id)) continue;
    const missing = await comparison.ask(AUDIENCE, { ...variables, id: MISSING });
    comparison.check('unseen is as missing', { document: AUDIENCE, variables }, missing.answer, answer);
  }
}

import { parse } from 'graphql';
import { answer } from '../model/answer.js';
import type { Suite } from '../run/suite.js';
import { type Events, listen } from '../support/live.js';
import { WORDS } from '../world/insert-world.js';
import { type Message, rowsOf } from '../world/rows.js';
import { type Comparison, normal } from './comparison.js';
import { Selection } from './draw-selection.js';
import type { Drawing } from './draw-arguments.js';

const MISSED = 'CODE';
const BUSY = 'UNAVAILABLE';
const MOST_TRIES = 4;

/** Each subscription: its fields beside a record of that type, and the messages that it tells. */
const SUBSCRIPTIONS: Readonly<Record<string, readonly [fields: string, record: string, type: string | null]>> = {
  approvalRequested: ['cursor requestedAt submitterName title', 'approval:Approval', 'APPROVAL_REQUESTED'],
  churnWarningRaised: ['cursor raisedAt', 'warning:ChurnWarning', 'CHURN_WARNING_RAISED'],
  notificationReceived: ['id cursor kind type title body recordId occurredAt readAt', 'actor:Person', null],
};

/** One subscription of one person. */
interface Ear {
  readonly comparison: Comparison;
  readonly document: string;
  readonly type: string | null;
}

/** Replay from the beginning and live events, over every subscription of everybody at once, each event shown as the person may see it now. */
export async function hearAll(suite: Suite, comparisons: readonly Comparison[], drawing: Drawing): Promise<void> {
  const ears = comparisons.flatMap((comparison) =>
    Object.keys(SUBSCRIPTIONS).map((field) => earOf(comparison, drawing, field)),
  );
  const news = comparisons.flatMap((comparison) => newsFor(comparison, drawing));
  const { world } = drawing;
  const told = tellAfter(suite, news, ears.length);
  const heard = await Promise.all(ears.map((ear) => hear(suite, ear, [...world.messages, ...news], told)));
  world.messages.push(...news);
  ears.forEach((ear, place) => compare(suite, ear, world.messages, heard[place]!));
}

function earOf(comparison: Comparison, drawing: Drawing, field: string): Ear {
  const [fields, linked, type] = SUBSCRIPTIONS[field]!;
  const [link, record] = linked.split(':') as [string, string];
  const inner = new Selection({ ...drawing, asked: comparison.asked }).record(record, 0);
  const document = `subscription($after: String) { ${field}(after: $after) { ${fields} ${link} { ${inner} } } }`;
  return { comparison, document, type };
}

/** Tells everything once all of them listen. */
function tellAfter({ product }: Suite, news: readonly Message[], listeners: number): () => Promise<void> {
  let listening = 0;
  let telling = (): void => undefined;
  const all = new Promise<void>((resolve) => (telling = resolve));
  const done = all.then(async () => {
    for (const one of news) await tell(product, one);
  });
  return () => {
    listening += 1;
    if (listening === listeners) telling();
    return done;
  };
}

/** Puts a message into somebody's stream as a use case does. */
export async function tell(product: Suite['product'], message: Message): Promise<void> {
  const { type, kind } = message;
  const said = { recordId: message.record_id, actorId: message.actor_id, occurredAt: message.occurred_at };
  await product.control('tell', { personId: message.person_id, message: { type, kind, ...said, payload: WORDS } });
}

const VARIABLES = { after: '0' };

/** Whoever is told that the server is too busy subscribes again, as clients do. */
async function hear(
  suite: Suite,
  ear: Ear,
  messages: readonly Message[],
  told: () => Promise<void>,
  tries = MOST_TRIES,
): Promise<Events> {
  const { token } = ear.comparison.caller;
  const question = { document: ear.document, variables: VARIABLES };
  const heard = await listen(suite.product, token, question, theirs(ear, messages).length, told);
  return heard.code === BUSY && tries > 1 ? hear(suite, ear, messages, told, tries - 1) : heard;
}

function theirs({ comparison, type }: Ear, messages: readonly Message[]): Message[] {
  const { id } = comparison.asked.sight.person;
  return messages.filter((one) => one.person_id === id && (type === null || one.type === type));
}

function compare(suite: Suite, ear: Ear, messages: readonly Message[], heard: Events): void {
  const { comparison, document } = ear;
  const events = theirs(ear, messages);
  const expected = events.map((event) => answer({ ...comparison.asked, event }, parse(document), VARIABLES));
  const refused = expected.find(({ code }) => code !== null)?.code ?? null;
  const wanted = refused ? [MISSED, refused] : expected.map(({ data }) => normal(data));
  const actual = heard.code ? [MISSED, heard.code] : heard.data.map((one) => normal(one));
  comparison.check('live events', { document, variables: VARIABLES }, wanted, actual);
  suite.coverage.recordText(document, VARIABLES);
}

const KINDS: Readonly<Record<string, readonly [kind: string, record: string]>> = {
  APPROVAL_REQUESTED: ['approval', 'Approval'],
  CHURN_WARNING_RAISED: ['churnWarning', 'ChurnWarning'],
  SERVICE_CASE_GIVEN: ['serviceCase', 'ServiceCase'],
};

/** Further messages for the asker, one of each type, about some record, seen or unseen. */
function newsFor({ asked: { sight } }: Comparison, { chance, world }: Drawing): Message[] {
  const seqs = world.messages.filter((one) => one.person_id === sight.person.id).map(({ seq }) => seq);
  const types = Object.keys(KINDS).filter((type) => rowsOf(world, KINDS[type]![1]).length > 0);
  return types.map((type, place) => {
    const [kind, record] = KINDS[type]!;
    return {
      person_id: sight.person.id,
      seq: Math.max(0, ...seqs) + 1 + place,
      type,
      kind,
      record_id: chance.pick(rowsOf(world, record)).id,
      actor_id: chance.pick(rowsOf(world, 'Person')).id,
      occurred_at: '2026-10-01T00:00:00.000Z',
      read_at: null,
    };
  });
}

import { parse } from 'graphql';
import { answer } from '../model/answer.js';
import type { Suite } from '../run/suite.js';
import { listen } from '../support/live.js';
import { WORDS } from '../world/insert-world.js';
import { type Message, rowsOf } from '../world/rows.js';
import { type Comparison, normal } from './comparison.js';
import { Selection } from './draw-selection.js';
import type { Drawing } from './draw-arguments.js';

const MISSED = 'CODE';

/** Each subscription: its fields beside a record of that type, and the messages that it tells. */
const SUBSCRIPTIONS: Readonly<Record<string, readonly [fields: string, record: string, type: string | null]>> = {
  approvalRequested: ['cursor requestedAt submitterName title', 'approval:Approval', 'APPROVAL_REQUESTED'],
  churnWarningRaised: ['cursor raisedAt', 'warning:ChurnWarning', 'CHURN_WARNING_RAISED'],
  notificationReceived: ['id cursor kind type title body recordId occurredAt readAt', 'actor:Person', null],
};

/** Replay from the beginning and one live event of each subscription, each shown as the person may see it now. */
export async function hearAll(suite: Suite, comparison: Comparison, drawing: Drawing): Promise<void> {
  for (const field of Object.keys(SUBSCRIPTIONS)) await hear(suite, comparison, drawing, field);
}

async function hear(suite: Suite, comparison: Comparison, drawing: Drawing, field: string): Promise<void> {
  const [fields, linked, type] = SUBSCRIPTIONS[field]!;
  const [link, record] = linked.split(':') as [string, string];
  const { sight } = comparison.asked;
  const inner = new Selection(drawing).record(record, 0);
  const document = `subscription($after: String) { ${field}(after: $after) { ${fields} ${link} { ${inner} } } }`;
  const variables = { after: '0' };
  const { messages } = sight.oracle.world;
  const mine = (): Message[] =>
    messages.filter((one) => one.person_id === sight.person.id && (type === null || one.type === type));
  const next = newMessage(comparison, drawing, type);
  const heard = await listen(suite.product, comparison.caller.token, { document, variables }, mine().length + 1, () =>
    tell(suite, next, messages),
  );
  const expected = mine().map((event) => answer({ ...comparison.asked, event }, parse(document), variables));
  const refused = expected.find(({ code }) => code !== null)?.code ?? null;
  const wanted = refused ? [MISSED, refused] : expected.map(({ data }) => normal(data));
  const actual = heard.code ? [MISSED, heard.code] : heard.data.map((one) => normal(one));
  comparison.check('live events', { document, variables }, wanted, actual);
  suite.coverage.recordText(document, variables);
}

const KINDS: Readonly<Record<string, readonly [kind: string, record: string]>> = {
  APPROVAL_REQUESTED: ['approval', 'Approval'],
  CHURN_WARNING_RAISED: ['churnWarning', 'ChurnWarning'],
  SERVICE_CASE_GIVEN: ['serviceCase', 'ServiceCase'],
};

/** A further message for the asker about some record, seen or unseen. */
function newMessage({ asked: { sight } }: Comparison, { chance, world }: Drawing, wanted: string | null): Message {
  const types = Object.keys(KINDS).filter((type) => rowsOf(world, KINDS[type]![1]).length > 0);
  const type = wanted && types.includes(wanted) ? wanted : chance.pick(types);
  const [kind, record] = KINDS[type]!;
  const seqs = world.messages.filter((one) => one.person_id === sight.person.id).map(({ seq }) => seq);
  return {
    person_id: sight.person.id,
    seq: Math.max(0, ...seqs) + 1,
    type,
    kind,
    record_id: chance.pick(rowsOf(world, record)).id,
    actor_id: chance.pick(rowsOf(world, 'Person')).id,
    occurred_at: '2026-10-01T00:00:00.000Z',
    read_at: null,
  };
}

async function tell({ product }: Suite, message: Message, messages: Message[]): Promise<void> {
  const { type, kind } = message;
  const said = { recordId: message.record_id, actorId: message.actor_id, occurredAt: message.occurred_at };
  await product.control('tell', {
    personId: message.person_id,
    message: { type, kind, ...said, payload: WORDS },
  });
  messages.push(message);
}

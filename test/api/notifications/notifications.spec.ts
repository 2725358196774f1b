import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { request } from '../../support/client.js';
import { closeSql, control, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';
import { actNow, aDeletion } from '../approvals/approval-steps.js';

let world: World;
beforeEach(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

interface Message {
  readonly id: string;
  readonly cursor: string;
  readonly type: string;
  readonly title: string;
  readonly body: string | null;
  readonly kind: string;
  readonly recordId: string | null;
  readonly actor: { readonly name: string } | null;
  readonly readAt: string | null;
}

interface Inbox {
  readonly notifications: {
    readonly totalCount: number;
    readonly nodes: Message[];
    readonly pageInfo: { hasNextPage: boolean; endCursor: string };
  };
  readonly notificationUnreadCount: number;
}

const FIELDS = 'id cursor type title body kind recordId actor { name } occurredAt readAt';
const INBOX = `query($first: Int! = 20, $after: String, $unreadOnly: Boolean! = false) {
  notifications(first: $first, after: $after, unreadOnly: $unreadOnly) { totalCount nodes { ${FIELDS} } pageInfo { hasNextPage endCursor } }
  notificationUnreadCount }`;
const LIVE = `subscription($after: String) { notificationReceived(after: $after) { ${FIELDS} } }`;

const inboxOf = (person: TestPerson, variables: Record<string, unknown> = {}) => person.get<Inbox>(INBOX, variables);

async function mark(
  person: TestPerson,
  input: Record<string, unknown>,
): Promise<{ marked: number | null; userErrors: { code: string }[] }> {
  const document =
    'mutation($input: NotificationMarkReadInput!) { notificationMarkRead(input: $input) { marked userErrors { code } } }';
  return (
    await person.get<{ notificationMarkRead: { marked: number | null; userErrors: { code: string }[] } }>(document, {
      input,
    })
  ).notificationMarkRead;
}

test('approvers are told of a request, the submitter of its outcome', async () => {
  const { approvalId } = await aDeletion(world.alice);
  await control('drain');
  const asked = await inboxOf(world.nora);
  expect(asked.notificationUnreadCount).toBe(1);
  expect(asked.notifications.nodes).toMatchObject([
    {
      id: '1',
      cursor: '1',
      type: 'APPROVAL_REQUESTED',
      title: 'Waiting for your approval',
      kind: 'approval',
      recordId: approvalId,
      actor: { name: 'Alice' },
      readAt: null,
    },
  ]);
  expect(asked.notifications.nodes[0]?.body).toContain('Alice asks for approval: Delete customer');
  expect((await inboxOf(world.alice)).notifications.totalCount).toBe(0);
  await actNow(world.nora, 'Reject', approvalId, '仍有欠款');
  await control('drain');
  const told = await inboxOf(world.alice);
  expect(told.notifications.nodes).toMatchObject([
    { type: 'APPROVAL_DECIDED', recordId: approvalId, actor: { name: 'Nora' } },
  ]);
  expect(told.notifications.nodes[0]?.body).toMatch(/^Nora rejected: Delete customer .*\(仍有欠款\)$/);
});

test('who withdraws is not told of it; the others hear a comment', async () => {
  const { approvalId } = await aDeletion(world.alice);
  await actNow(world.alice, 'Comment', approvalId, '很急');
  await actNow(world.alice, 'Withdraw', approvalId);
  await control('drain');
  expect((await inboxOf(world.alice)).notifications.totalCount).toBe(0);
  const types = (await inboxOf(world.nora)).notifications.nodes.map(({ type }) => type);
  expect(types).toEqual(['APPROVAL_COMMENTED', 'APPROVAL_REQUESTED']);
});

test('an inbox pages from the newest, numbers have no gaps, and marking counts only what was unread', async () => {
  for (let i = 0; i < 5; i++) await aDeletion(world.alice);
  await control('drain');
  const first = await inboxOf(world.nora, { first: 2 });
  expect(first.notifications.nodes.map(({ cursor }) => cursor)).toEqual(['5', '4']);
  expect(first.notifications).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: true, endCursor: '4' } });
  const rest = await inboxOf(world.nora, { first: 3, after: '4' });
  expect(rest.notifications.nodes.map(({ cursor }) => cursor)).toEqual(['3', '2', '1']);
  expect(rest.notifications.pageInfo.hasNextPage).toBe(false);
  expect(await mark(world.nora, { ids: ['2', '5'], idempotencyKey: 'm' })).toEqual({ marked: 2, userErrors: [] });
  expect(await mark(world.nora, { ids: ['2', '5'], idempotencyKey: 'm' })).toEqual({ marked: 2, userErrors: [] });
  expect(await mark(world.nora, { upTo: '3' })).toEqual({ marked: 2, userErrors: [] });
  const unread = await inboxOf(world.nora, { unreadOnly: true });
  expect(unread.notifications.nodes.map(({ cursor }) => cursor)).toEqual(['4']);
  expect(unread).toMatchObject({ notificationUnreadCount: 1, notifications: { totalCount: 1 } });
});

test('what to mark must be said, and nobody marks in the inbox of another', async () => {
  await aDeletion(world.alice);
  await control('drain');
  const before = await rowCounts();
  for (const input of [{}, { ids: ['1'], upTo: '1' }])
    expect(await mark(world.nora, input)).toEqual({
      marked: null,
      userErrors: [{ code: 'INVALID_NOTIFICATION_CHOICE' }],
    });
  expect(await rowCounts()).toEqual(before);
  expect((await mark(world.sara, { upTo: '1' })).marked).toBe(0);
  expect((await inboxOf(world.nora)).notificationUnreadCount).toBe(1);
});

test('a subscription replays what was missed, then stays live', async () => {
  const first = await aDeletion(world.alice);
  const second = await aDeletion(world.alice);
  await control('drain');
  const live = world.nora.subscribe<{ notificationReceived: Message }>(LIVE, { after: '0' });
  try {
    for (const [cursor, recordId] of [
      ['1', first.approvalId],
      ['2', second.approvalId],
    ])
      expect((await live.next()).notificationReceived).toMatchObject({ cursor, recordId });
    const third = await aDeletion(world.aaron);
    expect((await live.next()).notificationReceived).toMatchObject({
      cursor: '3',
      recordId: third.approvalId,
      actor: { name: 'Aaron' },
    });
    expect(live.pending).toEqual([]);
  } finally {
    await live.close();
  }
});

test('a cursor that the stream never gave out is refused', async () => {
  const live = world.nora.subscribe(LIVE, { after: '99' });
  await expect(live.next(500)).rejects.toThrow('BAD_USER_INPUT');
  await live.close();
  expect((await world.nora.ask(INBOX, { after: 'x' })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect((await world.nora.ask(INBOX, { first: 101 })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

test('once the person may not see the record any more, neither id nor words are shown, live and in the list', async () => {
  await aDeletion(world.alice);
  await control('drain');
  const [{ id: membership }] = (await sql<{ id: string }>('SELECT id FROM role_membership WHERE person_id = ?', [
    world.nora.id,
  ])) as [{ id: string }];
  await sql('UPDATE role_membership SET role_id = ? WHERE id = ?', [world.roles['analyst'], membership]);
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  const [message] = (await inboxOf(world.nora)).notifications.nodes;
  expect(message).toMatchObject({ cursor: '1', title: 'Waiting for your approval', body: null, recordId: null });
  const live = world.nora.subscribe<{ notificationReceived: Message }>(LIVE, { after: '0' });
  expect((await live.next()).notificationReceived).toMatchObject({ cursor: '1', body: null, recordId: null });
  await live.close();
});

test('the words come in the language of the reader', async () => {
  await aDeletion(world.alice);
  await control('drain');
  const { data } = await request<Inbox>(world.nora.token, INBOX, {}, { 'accept-language': 'zh-CN' });
  expect(data?.notifications.nodes).toMatchObject([{ title: '待您审批' }]);
  expect(data?.notifications.nodes[0]?.body).toContain('Alice 提交了审批：删除客户');
});

test('without signing in there is no inbox', async () => {
  expect((await request(null, INBOX)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aCustomer } from '../../support/builders.js';
import { request } from '../../support/client.js';
import { closeSql, control } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';
import { aHolder } from '../access/records-of-bob.js';
import { aDeal, aProduct, now, payloadOf } from '../opportunities/open-deals.js';
import { act, actNow, aDeletion, seeApproval } from './approval-steps.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

interface Seen {
  readonly approval: {
    readonly snapshot: { field: string; value: string | null; label: string; text: string | null }[];
    readonly changes: { field: string; label: string; beforeText: string | null; afterText: string | null }[];
  };
}

const READ = `query($id: ID!) { approval(id: $id) {
  snapshot { field value label text } changes { field label before after beforeText afterText } } }`;

async function read({ token }: TestPerson, id: string, language = 'en'): Promise<Seen['approval']> {
  const { data, errors } = await request<Seen>(token, READ, { id }, { 'accept-language': language });
  if (!data) throw new Error(JSON.stringify(errors));
  return data.approval;
}

async function aTransfer(): Promise<string> {
  const customerId = await aCustomer().ownedBy(world.alice).named('华夏光电').save();
  const { customerAssign } = await world.alice.get<{ customerAssign: { approvalId: string } }>(
    'mutation($input: CustomerAssignInput!) { customerAssign(input: $input) { approvalId userErrors { code path } } }',
    { input: { customerId, ownerId: world.aaron.id, reason: '就近', expectedVersion: 1 } },
  );
  return customerAssign.approvalId;
}

describe('what an approver reads', () => {
  test('names people and departments, in the language of the asker, beside the ids for programs', async () => {
    const id = await aTransfer();
    const english = await read(world.nora, id);
    expect(english.snapshot).toEqual([
      { field: 'name', value: '华夏光电', label: 'Customer', text: '华夏光电' },
      { field: 'ownerId', value: world.alice.id, label: 'Owner', text: 'Alice' },
      { field: 'departmentId', value: world.departments.north, label: 'Department', text: '华北' },
    ]);
    expect(english.changes).toEqual([
      {
        ...{ field: 'ownerId', label: 'Owner', before: world.alice.id, after: world.aaron.id },
        ...{ beforeText: 'Alice', afterText: 'Aaron' },
      },
    ]);
    const chinese = await read(world.nora, id, 'zh-CN');
    expect(chinese.snapshot.map(({ label }) => label)).toEqual(['客户名称', '负责人', '部门']);
    expect(chinese.changes.map(({ label, afterText }) => [label, afterText])).toEqual([['负责人', 'Aaron']]);
  });

  test('shows stage, shares and lines of a deal in words', async () => {
    const productId = await aProduct(world, 'GTX');
    const customerId = await aCustomer().ownedBy(world.alice).named('华北光电').save();
    const lines = [{ productId, quantity: '10', unitPrice: '80' }];
    const deal = await aDeal(world.alice, { customerId, expectedCloseOn: '2027-01-31', lines }, 'NEGOTIATING');
    const { approvalId } = await payloadOf(world.alice, 'Win', now(deal));
    const { snapshot, changes } = await read(world.nora, approvalId!);
    expect(Object.fromEntries(snapshot.map(({ label, text }) => [label, text]))).toEqual({
      ...{ Opportunity: '新机会', Customer: '华北光电', Stage: 'Negotiating', Amount: '800.00', Currency: 'CNY' },
      ...{ 'Amount in the company’s currency': '800.00', 'Amount at list prices': '1000.00', Discount: '20.0%' },
      Lines: expect.stringMatching(
        /^Product: 产品 GTX, Quantity: 10(\.00)?, Unit price: 80(\.00)?, List price: 100(\.00)?, Amount: 800\.00, Discount: 20\.0%$/,
      ) as unknown,
    });
    expect(changes).toMatchObject([{ label: 'Stage', beforeText: 'Negotiating', afterText: 'Won' }]);
    const chinese = await read(world.nora, approvalId!, 'zh-CN');
    expect(chinese.snapshot.find(({ field }) => field === 'lines')?.text).toContain('产品：产品 GTX，数量：10');
    expect(chinese.changes).toMatchObject([{ label: '阶段', beforeText: '商务谈判', afterText: '赢单' }]);
  });

  test('tells no name that the asker may not see, people’s neither', async () => {
    const scope = 'ALL';
    const actions = ['approval.read', 'customer.read'].map((action) => ({ action, scope }));
    const outsider = await aHolder('outsider', world.departments.south, actions);
    const { snapshot } = await read(outsider, await aTransfer());
    expect(snapshot.map(({ text }) => text)).toEqual(['华夏光电', null, null]);
  });

  test('costs one statement for people and one for departments, however many requests', async () => {
    const names = async (first: number): Promise<number> => {
      await control('clearStatements');
      await world.nora.get(
        `{ approvals(first: ${first}) { nodes { snapshot { label text } changes { label beforeText afterText } } } }`,
      );
      const sent = await control<string[]>('statements');
      return sent.filter((text) => /FROM (person|department|stage|product) t\s+WHERE t\.(id|code) IN/.test(text))
        .length;
    };
    for (let round = 0; round < 3; round++) await aTransfer();
    expect([await names(2), await names(20)]).toEqual([2, 4]);
  });
});

describe('a refusal says whose part it is', () => {
  test('who was not asked decides nothing, whatever their roles hold', async () => {
    const { approvalId } = await aDeletion(world.alice);
    const { version } = await seeApproval(world.alice, approvalId);
    for (const person of [world.alice, world.executive, world.admin]) {
      const { errors } = await act(person, 'Approve', { approvalId, expectedVersion: version });
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
      expect(errors?.[0]?.message).toBe(
        'Only somebody who was asked to decide this request may do so. 只有被指定的审批人才能处理此审批。',
      );
    }
  });

  test('nobody but the submitter withdraws', async () => {
    const { approvalId } = await aDeletion(world.alice);
    const { version } = await seeApproval(world.alice, approvalId);
    const { errors } = await act(world.nora, 'Withdraw', { approvalId, expectedVersion: version });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(errors?.[0]?.message).toBe('Only its submitter may withdraw a request. 只有提交人才能撤回此审批。');
  });

  test('what has ended says so in words, at the field that names the approval', async () => {
    const { approvalId } = await aDeletion(world.alice);
    const { version } = await actNow(world.nora, 'Reject', approvalId, '仍在合作');
    const query = `mutation($input: ApprovalWithdrawInput!) { approvalWithdraw(input: $input) { userErrors { code path message } } }`;
    const said = async (language: string) =>
      (
        await request<{ approvalWithdraw: { userErrors: object[] } }>(
          world.alice.token,
          query,
          { input: { approvalId, expectedVersion: version } },
          { 'accept-language': language },
        )
      ).data?.approvalWithdraw.userErrors;
    const refusal = { code: 'TRANSITION_REFUSED', path: ['input', 'approvalId'] };
    expect(await said('en')).toEqual([{ ...refusal, message: '“Withdraw” is not possible in the state “Rejected”.' }]);
    expect(await said('zh-CN')).toEqual([{ ...refusal, message: '状态为“已驳回”时不能“撤回”。' }]);
  });
});

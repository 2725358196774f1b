import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Client } from 'graphql-ws';
import { GuanxiClient } from '../../../examples/typed-client/src/client.js';
import {
  AddInteractionDocument,
  AskForTransferDocument,
  CustomerPageDocument,
  InboxDocument,
} from '../../../examples/typed-client/src/generated.js';
import { aCustomer } from '../../support/builders.js';
import { closeSql, sql, testServer } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';

const PASSWORD = 'typed-client-1';
let world: World;

beforeAll(async () => {
  world = await freshWorld();
  for (const { id } of [world.alice, world.nora])
    await world.admin.get(
      'mutation($input: PasswordSetInput!) { passwordSet(input: $input) { userErrors { code } } }',
      {
        input: { personId: id, password: PASSWORD },
      },
    );
  // As if they had chosen it themselves.
  await sql('UPDATE credential SET must_change = 0');
});
afterAll(closeSql);

async function signedIn(login: string): Promise<GuanxiClient> {
  const client = new GuanxiClient(testServer().api);
  await client.signIn(login, PASSWORD);
  return client;
}

test('the generated types are those of the schema', async () => {
  const { generate } = await import('../../../examples/typed-client/generate.mjs');
  expect(await generate()).toBe(readFileSync('examples/typed-client/src/generated.ts', 'utf8'));
});

test('a wrong password is refused with its code', async () => {
  const client = new GuanxiClient(testServer().api);
  await expect(client.signIn('alice', 'not-the-password')).rejects.toMatchObject({ code: 'SIGN_IN_REFUSED' });
  await expect(client.request(CustomerPageDocument, { first: 1 })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('it signs in, lists, mutates and subscribes', async () => {
  const customerId = await aCustomer().ownedBy(world.alice).named('类型客户').save();
  const alice = await signedIn('alice');
  const nora = await signedIn('nora');
  const { customers } = await alice.request(CustomerPageDocument, { first: 5, filter: { name: { eq: '类型客户' } } });
  expect(customers.nodes).toMatchObject([
    { id: customerId, version: 1, lifecycle: 'POTENTIAL', owner: { name: 'Alice' } },
  ]);

  const input = { customerId, channel: 'VISIT' as const, summary: '上门拜访' };
  const { interactionCreate } = await alice.request(AddInteractionDocument, { input });
  expect(interactionCreate).toMatchObject({ interaction: { summary: '上门拜访' }, userErrors: [] });

  const inbox = nora.subscribe(InboxDocument, { after: '0' });
  const transfer = { customerId, ownerId: world.aaron.id, reason: '区域调整', expectedVersion: 1 };
  const { customerAssign } = await alice.request(AskForTransferDocument, { input: transfer });
  expect(customerAssign.userErrors).toEqual([]);
  const { value } = await inbox.next();
  expect(value).toMatchObject({ notificationReceived: { cursor: '1', type: 'APPROVAL_REQUESTED' } });

  const again = await alice.request(AskForTransferDocument, { input: { ...transfer, expectedVersion: 1 } });
  expect(again.customerAssign.userErrors).toMatchObject([{ code: 'RECORD_LOCKED' }]);
  await Promise.all([alice.close(), nora.close()]);
});

test('it goes on with new tokens, and after a lost socket with the cursor', async () => {
  const nora = await signedIn('nora');
  Reflect.set(nora, 'accessToken', 'ended-meanwhile');
  const [one, two] = await Promise.all([1, 1].map((first) => nora.request(CustomerPageDocument, { first })));
  expect(one).toEqual(two);

  Reflect.set(nora, 'accessToken', 'ended-meanwhile');
  const inbox = nora.subscribe(InboxDocument, { after: '0' });
  const first = await inbox.next();
  expect(first.value).toMatchObject({ notificationReceived: { cursor: '1' } });
  const customerId = await aCustomer().ownedBy(world.alice).named('游标客户').save();
  const alice = await signedIn('alice');
  const input = { customerId, ownerId: world.aaron.id, reason: '区域调整', expectedVersion: 1 };
  (Reflect.get(nora, 'socket') as Client).terminate();
  await alice.request(AskForTransferDocument, { input });
  const second = await inbox.next();
  expect(second.value).toMatchObject({ notificationReceived: { cursor: '2', type: 'APPROVAL_REQUESTED' } });
  await Promise.all([alice.close(), nora.close()]);
});

test('a server that is not there is told in words', async () => {
  const client = new GuanxiClient('http://127.0.0.1:9');
  await expect(client.signIn('alice', PASSWORD)).rejects.toThrow('No Guanxi server answers at http://127.0.0.1:9');
});

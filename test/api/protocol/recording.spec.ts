import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { request } from '../../support/client.js';
import { aCustomer } from '../../support/builders.js';
import { closeSql, sql } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { RawSocket } from './raw-socket.js';

/** What is written down comes to the file a moment later. */
const WRITTEN_WITHIN_MS = 5_000;

let world: World;
let customerId: string;
beforeAll(async () => {
  world = await freshWorld();
  customerId = await aCustomer().ownedBy(world.alice).named('Recorded Canary Ltd').save();
});
afterAll(closeSql);

/** Waits until the recording of this run has the text. */
async function recorded(kind: 'answers' | 'inputs' | 'log', text: string): Promise<string> {
  const folder = process.env['RECORDINGS']!;
  const until = Date.now() + WRITTEN_WITHIN_MS;
  for (;;) {
    const files = readdirSync(folder).filter((name) => name.startsWith(`${kind}-`));
    const held = files.map((name) => readFileSync(join(folder, name), 'utf8')).find((one) => one.includes(text));
    if (held !== undefined) return held;
    if (Date.now() > until) throw new Error(`${text} is in none of ${files.join(', ')}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const CUSTOMER =
  'query($id: ID!, $word: String!) { customer(id: $id) { name } customers(filter: {name: {contains: $word}}) { totalCount } }';

test('what is answered and typed over HTTP is kept for the search at the end of the run', async () => {
  await request(world.alice.token, CUSTOMER, { id: customerId, word: 'canary over http' });
  await recorded('answers', 'Recorded Canary Ltd');
  await recorded('inputs', 'canary over http');
});

test('so is what is answered and typed over a socket', async () => {
  await sql('UPDATE customer SET name = ? WHERE id = ?', ['Socket Canary Ltd', customerId]);
  const socket = await RawSocket.signedIn(`Bearer ${world.alice.token}`);
  await socket.next(({ type }) => type === 'connection_ack');
  socket.ask('1', CUSTOMER, { id: customerId, word: 'canary over a socket' });
  await socket.next(({ type }) => type === 'next');
  socket.end();
  await recorded('answers', 'Socket Canary Ltd');
  await recorded('inputs', 'canary over a socket');
});

test('a write that fails in the database is logged without anything that was typed', async () => {
  const input = {
    customerId,
    name: 'Canary Contact',
    phone: '13711112222',
    email: 'canary@example.com',
  };
  await sql('RENAME TABLE contact TO contact_away');
  try {
    const { errors } = await request(
      world.alice.token,
      'mutation($input: ContactCreateInput!) { contactCreate(input: $input) { contact { id } userErrors { code } } }',
      { input },
    );
    expect(errors?.[0]?.extensions.code).toBe('INTERNAL');
    const log = await recorded('log', String(errors?.[0]?.extensions['errorId']));
    expect(log).not.toMatch(/Canary Contact|13711112222|canary@example/);
  } finally {
    await sql('RENAME TABLE contact_away TO contact');
  }
});

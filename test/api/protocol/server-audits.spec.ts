import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { closeSql, testServer } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

/** Adds what a client of this server sends anyway: its token, and the header that no foreign form can send. */
const asSignedIn: typeof fetch = (address, init) => {
  const headers = new Headers(init?.headers);
  headers.set('authorization', `Bearer ${world.alice.token}`);
  headers.set('apollo-require-preflight', '1');
  return fetch(address, { ...init, headers });
};

test('GraphQL over HTTP: every audit of graphql-http is met, with CSRF prevention on', async () => {
  const audits = serverAudits({ url: `${testServer().api}/graphql`, fetchFn: asSignedIn });
  const unmet: string[] = [];
  for (const { id, name, fn } of audits) {
    const result = await fn();
    if (result.status !== 'ok') unmet.push(`${id} ${name}: ${result.reason}`);
  }
  process.stdout.write(`graphql-http: ${audits.length - unmet.length} of ${audits.length} audits\n`);
  expect(unmet).toEqual([]);
  expect(audits).toHaveLength(61);
}, 60_000);

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aContact, aCustomer, anInteraction } from '../../support/builders.js';
import { closeSql, control } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

const LIST = `{ customers(first: 50) { totalCount nodes { id name owner { name } contacts { nodes { name } } interactions(first: 5) { nodes { summary } } } } }`;

interface Listed {
  customers: { totalCount: number; nodes: { id: string; name: string }[] };
}

test('each person sees exactly the customers in reach', async () => {
  const north = await aCustomer().ownedBy(world.alice).named('华夏北方').save();
  const south = await aCustomer().ownedBy(world.bob).named('南粤电子').save();
  const seen = async (person: World['alice']): Promise<string[]> =>
    (await person.get<Listed>(LIST)).customers.nodes.map(({ id }) => id).sort();
  expect(await seen(world.alice)).toEqual([north]);
  expect(await seen(world.aaron)).toEqual([]);
  expect(await seen(world.nora)).toEqual([north]);
  expect(await seen(world.bob)).toEqual([south]);
  expect(await seen(world.executive)).toEqual([north, south].sort());
  const foreign = await world.bob.ask('query($id: ID!) { customer(id: $id) { name } }', { id: north });
  const missing = await world.bob.ask('query($id: ID!) { customer(id: $id) { name } }', { id: '4242' });
  expect(foreign).toEqual(missing);
  expect(foreign.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
});

test('the nested list costs the same number of statements for one customer and for twenty', async () => {
  const count = async (): Promise<number> => {
    await control('clearStatements');
    await world.alice.get(LIST);
    return (await control<string[]>('statements')).length;
  };
  await world.alice.get(LIST);
  const before = await count();
  for (let i = 0; i < 20; i++) {
    const id = await aCustomer().ownedBy(world.alice).named(`客户${i}`).save();
    await aContact(id);
    await anInteraction(id, world.alice);
  }
  expect(await count()).toBe(before);
  expect(before).toBeLessThanOrEqual(6);
});

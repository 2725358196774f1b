import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { closeSql } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';
import { MISSING } from './every-mutation.js';
import { type RecordKindName, recordsOfBob } from './records-of-bob.js';

/** What the north may not see of the south: field of the single read, connection, and who sees the record. */
const PATHS = [
  ['customer', 'customers', 'bob'],
  ['contact', 'contacts', 'bob'],
  ['opportunity', 'opportunities', 'bob'],
  ['approval', 'approvals', 'bob'],
  ['churnWarning', 'churnWarnings', 'bob'],
  ['serviceCase', 'serviceCases', 'sven'],
] as const;

let world: World;
let records: Record<RecordKindName, string>;
beforeAll(async () => {
  world = await freshWorld();
  records = await recordsOfBob(world);
});
afterAll(closeSql);

interface Listed {
  readonly totalCount: number;
  readonly nodes: { readonly id: string }[];
}

const list = async (person: TestPerson, connection: string): Promise<Listed> =>
  (await person.get<Record<string, Listed>>(`{ ${connection} { totalCount nodes { id } } }`))[connection]!;

test.each(PATHS)(
  '%s: a record of the south reads as missing, and its owner reads it',
  async (kind, connection, owner) => {
    const query = `query($id: ID!) { ${kind}(id: $id) { id } }`;
    const id = records[kind];
    const foreign = await world.alice.ask(query, { id });
    expect(foreign).toEqual(await world.alice.ask(query, { id: MISSING }));
    expect(foreign.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect(await world[owner].get(query, { id })).toEqual({ [kind]: { id } });

    const seen = await list(world.alice, connection);
    expect(seen.nodes).not.toContainEqual({ id });
    expect(seen.totalCount).toBe(seen.nodes.length);
    expect((await list(world[owner], connection)).nodes).toContainEqual({ id });
  },
);

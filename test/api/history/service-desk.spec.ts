import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { closeSql, control, sql } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';
import { changed, of, openCase, publish } from '../service/open-cases.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
  await publish(world.admin, 'FAULT', [world.departments.service]);
});
afterAll(async () => {
  await control('reset');
  await closeSql();
});

async function desk(person: TestPerson, asOf: string | null): Promise<string[]> {
  const { serviceDesk } = await person.get<{ serviceDesk: { nodes: { id: string }[] } }>(
    'query ($asOf: DateTime) { serviceDesk(asOf: $asOf) { nodes { id } } }',
    { asOf },
  );
  return serviceDesk.nodes.map(({ id }) => id);
}

test('a case that waited for a role stands on the desk of that time, also when no case waits for the role any more', async () => {
  const opened = await openCase(world);
  for (const table of ['service_case', 'service_case_history'])
    await sql(`UPDATE ${table} SET step_role_code = 'service_agent' WHERE id = ?`, [opened.id]);
  await control('shiftClock', 60_000);
  const [row] = await sql<{ at: Date }>('SELECT valid_from AS at FROM service_case_history WHERE id = ?', [opened.id]);
  const waiting = new Date(row!.at.getTime() + 1_000).toISOString();
  expect(await desk(world.sven, null)).toEqual([opened.id]);
  await changed(world.sven, 'Take', of(opened));
  expect(await desk(world.sven, null)).toEqual([]);
  expect(await desk(world.sven, waiting)).toEqual([opened.id]);
  expect(await desk(world.executive, waiting)).toEqual([]);
});

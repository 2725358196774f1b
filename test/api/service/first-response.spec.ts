import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { closeSql, control, sql } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { changed, of, openCase, publish, read } from './open-cases.js';

const MINUTE_MS = 60_000;

let world: World;
let shifted = 0;

beforeAll(async () => {
  world = await freshWorld();
  await publish(world.admin, 'COMPLAINT', [world.departments.service]);
});
afterEach(() => pass(-shifted / MINUTE_MS));
afterAll(closeSql);

async function pass(minutes: number): Promise<void> {
  shifted += minutes * MINUTE_MS;
  await control('shiftClock', minutes * MINUTE_MS);
}

/** Lets the clock job run; the server's own tick may have been quicker, which must make no difference. */
async function tick(): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    try {
      await control('runJob', 'service-clocks');
      return;
    } catch (error) {
      if (!String(error).includes('running already')) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function told(id: string): Promise<string[]> {
  const rows = await sql<{ name: string }>(
    "SELECT name FROM outbox_event WHERE record_id = ? AND name LIKE 'ServiceClock%' ORDER BY id",
    [id],
  );
  return rows.map(({ name }) => name);
}

test('a complaint without a response warns after 90 minutes and breaches after 120, each once', async () => {
  const { id } = await openCase(world, { kind: 'COMPLAINT' });
  await pass(89);
  await tick();
  expect(await told(id)).toEqual([]);
  await pass(1.1);
  await tick();
  await tick();
  expect(await told(id)).toEqual(['ServiceClockWarned']);
  await pass(30);
  await tick();
  await tick();
  expect(await told(id)).toEqual(['ServiceClockWarned', 'ServiceClockBreached']);
  const seen = await read(world.hugo, id);
  expect(seen?.firstResponseWarnedAt).not.toBeNull();
  expect(seen?.firstResponseBreachedAt).not.toBeNull();
  expect(seen?.entries.nodes.map(({ kind, person }) => [kind, person])).toEqual([
    ['OPENED', { login: 'sven' }],
    ['CLOCK_WARNED', null],
    ['CLOCK_BREACHED', null],
  ]);
  await control('drain');
  const inbox = await sql<{ type: string }>('SELECT type FROM person_message WHERE person_id = ? ORDER BY seq', [
    world.hugo.id,
  ]);
  expect(inbox.map(({ type }) => type)).toEqual(['SERVICE_CLOCK_WARNED', 'SERVICE_CLOCK_BREACHED']);
});

test('ticks that were missed are caught up', async () => {
  const { id } = await openCase(world, { kind: 'COMPLAINT' });
  await pass(300);
  await tick();
  expect(await told(id)).toEqual(['ServiceClockWarned', 'ServiceClockBreached']);
});

test('after the first response nothing is told', async () => {
  const taken = await changed(world.sven, 'Take', of(await openCase(world, { kind: 'COMPLAINT' })));
  await changed(world.sven, 'Record', { ...of(taken), note: '已致电客户' });
  await pass(300);
  await tick();
  expect(await told(taken.id)).toEqual([]);
  const [fact] = await sql<{ first_response_minutes: string; first_response_breached: string }>(
    'SELECT first_response_minutes, first_response_breached FROM fact_service_case WHERE id = ?',
    [taken.id],
  );
  expect(fact).toMatchObject({ first_response_minutes: '0', first_response_breached: 0 });
});

test('a late response that no tick has noticed is told as a breach at once', async () => {
  const taken = await changed(world.sven, 'Take', of(await openCase(world, { kind: 'COMPLAINT' })));
  await pass(121);
  const late = await changed(world.sven, 'Record', {
    ...of({ ...taken, version: (await read(world.sven, taken.id))!.version }),
    note: '迟复',
  });
  expect(late.firstResponseBreachedAt).not.toBeNull();
  await tick();
  expect((await told(taken.id)).filter((name) => name === 'ServiceClockBreached')).toHaveLength(1);
});

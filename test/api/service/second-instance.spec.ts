import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { UnitOfWork } from '../../../src/kernel/database/unit-of-work.js';
import { ScheduledJobs } from '../../../src/kernel/jobs/scheduled-jobs.runner.js';
import { readSettings } from '../../../src/kernel/runtime/settings.js';
import { type ImportedCase, ServiceDesk } from '../../../src/modules/service/index.js';
import { FireClocks } from '../../../src/modules/service/use-cases/fire-clocks.js';
import { createServer } from '../../../src/server.js';
import { aCustomer } from '../../support/builders.js';
import { closeSql, control, sql, testServer } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { read } from './open-cases.js';

const MINUTE_MS = 60_000;

let world: World;
let second: INestApplicationContext;

beforeAll(async () => {
  world = await freshWorld();
  const SIGNING_SECRET = 'only-for-tests-0123456789-abcdefghijklmnop';
  second = await createServer(
    readSettings({ DATABASE_URL: testServer().databaseUrl, SIGNING_SECRET, LOG_LEVEL: 'error' }),
  );
  await second.init();
  await second.get(UnitOfWork).run({ actor: null, action: 'test.processes' }, async (work) => {
    const desk = second.get(ServiceDesk);
    for (const facts of desk.defaultProcesses(world.departments.service)) await desk.publishProcess(work, facts);
    return null;
  });
});
afterAll(async () => {
  await second.close();
  await closeSql();
});

async function imported(changes: Partial<ImportedCase> = {}): Promise<string> {
  const customerId = await aCustomer().ownedBy(world.alice).named('华夏北方').save();
  const report = {
    kind: 'COMPLAINT',
    channel: 'PHONE',
    priority: 'HIGH',
    subject: '发货延误',
    description: '晚了三天',
  } as const;
  const rest = { customerId, customerName: '华夏北方', contactId: null, openedBy: null, externalKey: 'case-001' };
  const past = { openedAt: new Date(), departmentId: world.departments.service, firstRespondedAt: null, steps: [] };
  const whole = { ...report, ...rest, ...past, ...changes };
  const operation = { actor: null, action: 'test.import' };
  return second.get(UnitOfWork).run(operation, (work) => second.get(ServiceDesk).importCase(work, whole));
}

test('an imported case has its past: steps, record and every state as of its day', async () => {
  const at = (time: string): Date => new Date(`2026-03-0${time}:00.000Z`);
  const service = { personId: world.sven.id, departmentId: world.departments.service };
  const sales = { personId: world.alice.id, departmentId: world.departments.north };
  const id = await imported({
    openedAt: at('2T02:00'),
    firstRespondedAt: at('2T05:00'),
    steps: [
      { action: 'TAKE', ...service, startedAt: at('2T05:00'), finishedAt: at('2T05:10'), note: '已受理' },
      { action: 'HANDLE', ...service, startedAt: at('2T06:00'), finishedAt: at('2T06:30'), note: '查物流' },
      { action: 'FORWARD', ...sales, startedAt: at('3T02:00'), finishedAt: at('3T03:00'), note: '请销售沟通' },
      { action: 'CLOSE', ...service, startedAt: at('4T02:00'), finishedAt: at('4T02:20'), note: '已补发，客户满意' },
    ],
  });
  const view = await read(world.hugo, id);
  expect(view).toMatchObject({
    ...{
      state: 'CLOSED',
      number: 'S20260302-0001',
      openedAt: '2026-03-02T02:00:00.000Z',
      resolution: '已补发，客户满意',
    },
    ...{ firstResponseDueAt: '2026-03-02T04:00:00.000Z', firstRespondedAt: '2026-03-02T05:00:00.000Z' },
    ...{
      firstResponseBreachedAt: '2026-03-02T05:00:00.000Z',
      customerAnswer: '已补发，客户满意',
      owner: { login: 'sven' },
    },
  });
  expect(view?.entries.nodes.map(({ kind }) => kind)).toEqual([
    'OPENED',
    'TAKEN',
    'HANDLED',
    'FORWARDED',
    'FORWARDED',
    'CLOSED',
  ]);
  expect(view?.steps.nodes.map(({ handler, minutes }) => [handler?.login, minutes])).toEqual([
    ['sven', 40],
    ['alice', 0],
    ['sven', 20],
  ]);
  const states = await sql<{ state: string; valid_from: Date }>(
    'SELECT state, valid_from FROM service_case_history WHERE id = ? ORDER BY version',
    [id],
  );
  expect(states[0]).toEqual({ state: 'OPEN', valid_from: at('2T02:00') });
  expect(states.at(-1)).toEqual({ state: 'CLOSED', valid_from: at('4T02:20') });
  const facts = await sql(
    `SELECT opened_on, closed_on, first_response_minutes, first_response_breached, resolution_minutes
     FROM fact_service_case WHERE id = ?`,
    [id],
  );
  const days = { opened_on: '2026-03-02', closed_on: '2026-03-04' };
  expect(facts).toEqual([
    { ...days, first_response_minutes: '180', first_response_breached: 0 + 1, resolution_minutes: '2900' },
  ]);
  expect(await sql('SELECT name FROM outbox_event WHERE record_id = ?', [id])).toEqual([]);
  expect(await second.get(ServiceDesk).countsOf([await customerOf(id)], at('1T00:00'))).toMatchObject([
    { open: 0, openComplaints: 0, recentComplaints: 1 },
  ]);
});

async function customerOf(id: string): Promise<string> {
  const [row] = await sql<{ customer_id: string }>('SELECT customer_id FROM service_case WHERE id = ?', [id]);
  return row!.customer_id;
}

test('two instances that fire the same clocks at once tell each of them once', async () => {
  const openedAt = new Date(Date.now() - 200 * MINUTE_MS);
  const ids: string[] = [];
  for (let i = 0; i < 10; i++) ids.push(await imported({ openedAt }));
  const clocks = second.get(FireClocks);
  await Promise.all([
    ...[clocks.execute(), clocks.execute()],
    control('runJob', 'service-clocks').catch((error: unknown) => expect(String(error)).toContain('running already')),
    second.get(ScheduledJobs).tick(),
  ]);
  const events = await sql<{ n: string }>(
    `SELECT COUNT(*) AS n FROM outbox_event WHERE name IN ('ServiceClockWarned', 'ServiceClockBreached')
     GROUP BY record_id, name ORDER BY n DESC`,
  );
  expect(events.map(({ n }) => Number(n))).toEqual(Array.from({ length: 2 * ids.length }, () => 1));
});

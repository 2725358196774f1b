import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { closeSql, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';
import { publish } from './open-cases.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

const PUBLISH = `mutation($input: ServiceProcessPublishInput!) { done: serviceProcessPublish(input: $input) {
  serviceProcess { code processVersion active steps { code departmentId roleCode } } userErrors { code path } } }`;

interface Published {
  readonly done: {
    readonly serviceProcess: { readonly processVersion: number; readonly active: boolean } | null;
    readonly userErrors: { readonly code: string; readonly path: string[] | null }[];
  };
}

const step = (more: object = {}): object => ({
  ...{ code: 'handle', nameZh: '处理', nameEn: 'Handle', limitMinutes: 60, departmentId: world.departments.service },
  ...more,
});
const process = (more: object = {}): object => ({
  ...{ code: 'return', kind: 'RETURN', nameZh: '退货', nameEn: 'Return', clock: 'WORKING', firstResponseMinutes: 60 },
  ...{ steps: [step()], expectedVersion: 0 },
  ...more,
});
const send = (person: TestPerson, more: object = {}) => person.ask<Published>(PUBLISH, { input: process(more) });

test('a published process has its history, audit and steps; a role may do a step', async () => {
  const steps = [step(), step({ code: 'check', departmentId: null, roleCode: 'service_head' })];
  const { data } = await send(world.admin, { code: 'advice', kind: 'CONSULTATION', steps });
  expect(data!.done).toEqual({
    serviceProcess: {
      ...{ code: 'advice', processVersion: 1, active: true },
      steps: [
        { code: 'handle', departmentId: world.departments.service, roleCode: null },
        { code: 'check', departmentId: null, roleCode: 'service_head' },
      ],
    },
    userErrors: [],
  });
  const [row] = await sql<{ id: string }>("SELECT id FROM service_process WHERE code = 'advice'");
  expect(await sql('SELECT version, actor_id FROM service_process_history WHERE id = ?', [row!.id])).toEqual([
    { version: 1, actor_id: world.admin.id },
  ]);
  expect(await sql('SELECT action FROM audit_entry WHERE record_id = ?', [row!.id])).toEqual([
    { action: 'serviceProcess.publish' },
  ]);
});

test.each<[string, () => object, string, string]>([
  ['a step done by nobody', () => ({ steps: [step({ departmentId: null })] }), 'INVALID_PERFORMER', 'input.steps.0'],
  ['a step done by two', () => ({ steps: [step({ roleCode: 'service_head' })] }), 'INVALID_PERFORMER', 'input.steps.0'],
  ['a code twice', () => ({ steps: [step(), step()] }), 'INVALID_STEP_CODE', 'input.steps.1.code'],
  [
    'a missing department',
    () => ({ steps: [step({ departmentId: '4242' })] }),
    'INVALID_REFERENCE',
    'input.steps.0.departmentId',
  ],
  [
    'a role that nobody holds',
    () => ({ steps: [step({ departmentId: null, roleCode: 'nobody' })] }),
    'INVALID_REFERENCE',
    'input.steps.0.roleCode',
  ],
  ['no steps', () => ({ steps: [] }), 'INVALID_ARRAY_MIN_SIZE', 'input.steps'],
  ['a code with blanks', () => ({ code: 'no code' }), 'INVALID_MATCHES', 'input.code'],
  ['no time at all', () => ({ firstResponseMinutes: 0 }), 'INVALID_MIN', 'input.firstResponseMinutes'],
])('refuses %s and writes nothing', async (_what, more, code, path) => {
  const before = await rowCounts();
  const { data, errors } = await send(world.admin, more());
  expect(errors).toBeUndefined();
  expect(data!.done.serviceProcess).toBeNull();
  expect(data!.done.userErrors.map((error) => [error.code, (error.path ?? []).join('.')])).toEqual([[code, path]]);
  expect(await rowCounts()).toEqual(before);
});

test.each([0, 1])('of four publications after version %s at once one wins, and one version is active', async (last) => {
  const next = { code: 'suggestion', kind: 'SUGGESTION', expectedVersion: last };
  const answers = await Promise.all([1, 2, 3, 4].map(() => send(world.admin, next)));
  const codes = answers.flatMap(({ data, errors }) => [
    ...(errors ?? []).map(({ extensions }) => extensions.code),
    ...(data?.done.userErrors ?? []).map(({ code }) => code),
  ]);
  expect(codes).toEqual(['STALE_RECORD', 'STALE_RECORD', 'STALE_RECORD']);
  expect(await sql("SELECT process_version FROM service_process WHERE code = 'suggestion'")).toHaveLength(last + 1);
  expect(await sql("SELECT process_version FROM service_process WHERE code = 'suggestion' AND active = 1")).toEqual([
    { process_version: last + 1 },
  ]);
});

test('processes are seen by the head of service and published by administrators alone', async () => {
  await publish(world.admin, 'REQUEST', [world.departments.service]);
  const list = '{ serviceProcesses(filter: { kind: { eq: REQUEST } }) { totalCount nodes { code processVersion } } }';
  const seen = { serviceProcesses: { totalCount: 1, nodes: [{ code: 'request', processVersion: 1 }] } };
  expect(await world.hugo.get(list)).toEqual(seen);
  expect(await world.admin.get(list)).toEqual(seen);
  for (const person of [world.sven, world.nora, world.alice, world.executive])
    expect((await person.ask(list)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  const before = await rowCounts();
  expect((await send(world.hugo)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  expect(await rowCounts()).toEqual(before);
});

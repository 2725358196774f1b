import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { closeSql, control, rowCounts, sql } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { type CaseView, change, changed, of, openCase, publish, read } from './open-cases.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
  const { service, north } = world.departments;
  await publish(world.admin, 'FAULT', [service, north]);
  await publish(world.admin, 'COMPLAINT', [service]);
});
afterAll(closeSql);

const kinds = (view: CaseView): string[] => view.entries.nodes.map(({ kind }) => kind);

async function desk(person: World['sven']): Promise<string[]> {
  const { serviceDesk } = await person.get<{ serviceDesk: { nodes: { id: string }[] } }>(
    '{ serviceDesk { nodes { id } } }',
  );
  return serviceDesk.nodes.map(({ id }) => id);
}

test('a case is opened, taken, handled, closed and reopened, and the record tells all of it', async () => {
  const opened = await openCase(world);
  expect(opened).toMatchObject({
    state: 'OPEN',
    version: 1,
    customerName: '华夏北方',
    owner: null,
    stepCode: 'step-1',
  });
  expect(opened.number).toMatch(/^S\d{8}-\d{4}$/);
  expect(await desk(world.hugo)).toContain(opened.id);

  const taken = await changed(world.sven, 'Take', of(opened));
  expect(taken).toMatchObject({ state: 'IN_PROGRESS', owner: { login: 'sven' } });
  expect(await desk(world.sven)).not.toContain(opened.id);

  const noted = await changed(world.sven, 'Record', { ...of(taken), kind: 'NOTE', note: '先查备件' });
  expect(noted.firstRespondedAt).toBeNull();
  const asked = await changed(world.sven, 'Record', {
    ...of(noted),
    kind: 'ASKED_CUSTOMER',
    note: '请发照片',
    minutes: 15,
  });
  expect(asked.state).toBe('WAITING_CUSTOMER');
  expect(asked.firstRespondedAt).not.toBeNull();
  const answered = await changed(world.sven, 'Record', { ...of(asked), kind: 'CUSTOMER_ANSWERED', note: '照片已到' });
  const closed = await changed(world.sven, 'Close', { ...of(answered), resolution: '更换电源', minutes: 30 });
  expect(closed).toMatchObject({ state: 'CLOSED', resolution: '更换电源' });
  expect(closed.steps.nodes).toEqual([
    { stepCode: 'step-1', outcome: 'CLOSED', minutes: 45, handler: { login: 'sven' } },
  ]);

  const again = await changed(world.sven, 'Reopen', { ...of(closed), note: '又坏了' });
  expect(again).toMatchObject({ state: 'OPEN', reopened: 1, owner: null, resolution: null });
  expect(kinds(again)).toEqual([
    'OPENED',
    'TAKEN',
    'NOTE',
    'ASKED_CUSTOMER',
    'CUSTOMER_ANSWERED',
    'CLOSED',
    'REOPENED',
  ]);
  expect(again.entries.nodes.every(({ person }) => person?.login === 'sven')).toBe(true);
  const history = await sql<{ n: string }>('SELECT COUNT(*) AS n FROM service_case_history WHERE id = ?', [opened.id]);
  expect(Number(history[0]!.n)).toBe(again.version);
  const events = await sql<{ name: string }>('SELECT name FROM outbox_event WHERE record_id = ? ORDER BY id', [
    opened.id,
  ]);
  expect(events.map(({ name }) => name)).toEqual([
    ...['ServiceCaseOpened', 'ServiceCaseTaken', 'ServiceCaseClosed', 'ServiceCaseReopened'],
  ]);
});

test('a complaint is closed only with the answer of the customer', async () => {
  const opened = await openCase(world, { kind: 'COMPLAINT' });
  expect(Date.parse(opened.firstResponseDueAt) - Date.parse(opened.openedAt)).toBe(120 * 60_000);
  const taken = await changed(world.sven, 'Take', of(opened));
  const refused = await change(world.sven, 'Close', { ...of(taken), resolution: '已道歉', customerAnswer: '  ' });
  expect(refused.userErrors).toMatchObject([{ code: 'SERVICE_ANSWER_REQUIRED', path: ['input', 'customerAnswer'] }]);
  const closed = await changed(world.sven, 'Close', { ...of(taken), resolution: '已道歉', customerAnswer: '满意' });
  expect(closed).toMatchObject({ state: 'CLOSED', customerAnswer: '满意' });
});

test('forwarding follows the process, then goes to departments and people; earlier handlers keep sight', async () => {
  const taken = await changed(world.sven, 'Take', of(await openCase(world)));
  const onward = await changed(world.sven, 'Forward', { ...of(taken), note: '请销售确认' });
  expect(onward).toMatchObject({ state: 'OPEN', stepCode: 'step-2', owner: null, department: { name: '华北' } });
  expect((await change(world.sven, 'Take', of(onward))).userErrors).toMatchObject([{ code: 'SERVICE_NOT_PERFORMER' }]);
  expect((await change(world.sven, 'Forward', { ...of(onward), note: '再往前' })).code).toBe('FORBIDDEN');
  expect((await read(world.nora, taken.id))?.state).toBe('OPEN');

  const last = { ...of(onward), note: '没有下一步' };
  expect((await change(world.admin, 'Forward', last)).userErrors).toMatchObject([{ code: 'SERVICE_NO_NEXT_STEP' }]);
  const both = { ...last, departmentId: world.departments.service, personId: world.hugo.id };
  expect((await change(world.admin, 'Forward', both)).userErrors).toMatchObject([{ code: 'INVALID_FORWARD_TARGET' }]);

  const back = await changed(world.admin, 'Forward', { ...of(onward), personId: world.hugo.id, note: '请主管处理' });
  expect(back).toMatchObject({ state: 'IN_PROGRESS', owner: { login: 'hugo' }, department: { name: '客户服务部' } });
  expect(back.steps.nodes.map(({ outcome }) => outcome)).toEqual(['FORWARDED', 'FORWARDED', null]);
  await control('drain');
  const inbox = await sql<{ type: string }>('SELECT type FROM person_message WHERE person_id = ?', [world.hugo.id]);
  expect(inbox).toEqual([{ type: 'SERVICE_CASE_GIVEN' }]);
});

test('only people of the step are assigned', async () => {
  const opened = await openCase(world);
  const foreign = await change(world.hugo, 'Assign', { ...of(opened), personId: world.bob.id });
  expect(foreign.userErrors).toMatchObject([{ code: 'SERVICE_NOT_PERFORMER', path: ['input', 'personId'] }]);
  const assigned = await changed(world.hugo, 'Assign', { ...of(opened), personId: world.sven.id, note: '请尽快' });
  expect(assigned).toMatchObject({ state: 'IN_PROGRESS', owner: { login: 'sven' } });
});

test('what is refused writes nothing', async () => {
  const opened = await openCase(world);
  await control('drain');
  const before = await rowCounts();
  expect((await change(world.analyst, 'Take', of(opened))).code).toBe('FORBIDDEN');
  expect((await change(world.bob, 'Take', of(opened))).code).toBe('NOT_FOUND');
  expect((await change(world.sven, 'Close', { ...of(opened), resolution: '未受理' })).userErrors).toMatchObject([
    { code: 'TRANSITION_REFUSED' },
  ]);
  const stale = await change(world.sven, 'Take', { id: opened.id, expectedVersion: 7 });
  expect(stale.userErrors).toMatchObject([{ code: 'STALE_RECORD', currentVersion: 1 }]);
  expect((await change(world.sven, 'Record', { ...of(opened), note: '' })).userErrors).toMatchObject([
    { code: 'INVALID_IS_NOT_EMPTY' },
  ]);
  expect(await rowCounts()).toEqual(before);
});

test('a region that has nothing to do with the case does not see it anywhere', async () => {
  const opened = await openCase(world, { subject: '保密故障' });
  const foreign = await world.bob.ask('query($id: ID!) { serviceCase(id: $id) { number } }', { id: opened.id });
  const missing = await world.bob.ask('query($id: ID!) { serviceCase(id: $id) { number } }', { id: '4242' });
  expect(foreign).toEqual(missing);
  const LIST = '{ serviceCases(filter: { search: "保密" }) { totalCount nodes { id } } }';
  expect(await world.bob.get(LIST)).toEqual({ serviceCases: { totalCount: 0, nodes: [] } });
  expect(await world.sven.get(LIST)).toEqual({ serviceCases: { totalCount: 1, nodes: [{ id: opened.id }] } });
  const found = await world.executive.get<{ customers: { nodes: { serviceCases: { totalCount: number } }[] } }>(
    '{ customers { nodes { serviceCases { totalCount nodes { number } } } } }',
  );
  expect(found.customers.nodes.every(({ serviceCases }) => serviceCases.totalCount === 1)).toBe(true);
});

test('a running case keeps its version of the process', async () => {
  const opened = await openCase(world);
  expect(await publish(world.admin, 'FAULT', [world.departments.service], 1)).toEqual({
    processVersion: 2,
    active: true,
  });
  const taken = await changed(world.sven, 'Take', of(opened));
  expect(await changed(world.sven, 'Forward', { ...of(taken), note: '下一步' })).toMatchObject({
    processVersion: 1,
    stepCode: 'step-2',
  });
  expect(await openCase(world)).toMatchObject({ processVersion: 2 });
  await expect(publish(world.admin, 'FAULT', [world.departments.service], 1)).rejects.toThrow('STALE_RECORD');
});

test('the first cases of a day, opened at once, get numbers of their own; a repeated key gives the first answer', async () => {
  await sql('DELETE FROM service_day');
  const opened = await Promise.all(Array.from({ length: 8 }, () => openCase(world)));
  expect(new Set(opened.map(({ number }) => number)).size).toBe(8);
  const idempotencyKey = 'take-once';
  const first = await changed(world.sven, 'Take', { ...of(opened[0]!), idempotencyKey });
  const second = await changed(world.sven, 'Take', { ...of(opened[0]!), idempotencyKey });
  expect(second).toEqual(first);
});

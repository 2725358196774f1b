import { expect, test } from '@jest/globals';
import { defaultProcesses } from './default-processes.js';
import { ServiceDay } from './service-day.js';
import { ServiceProcess } from './service-process.js';

const [request, , complaint] = defaultProcesses('77');
const [step] = request!.steps;

test('every kind begins with a process of the department, which can be published', () => {
  const processes = defaultProcesses('77').map((facts) => ServiceProcess.of(facts, 1));
  expect(processes.map(({ kind }) => kind)).toEqual([
    'REQUEST',
    'FAULT',
    'COMPLAINT',
    'RETURN',
    'CONSULTATION',
    'SUGGESTION',
  ]);
  expect(processes.every(({ steps }) => steps.every(({ performer }) => performer.departmentId === '77'))).toBe(true);
  expect(processes[2]!.responseTarget).toEqual({ minutes: 120, clock: 'NATURAL' });
  expect(complaint!.steps.map(({ code }) => code)).toEqual(['handle', 'visit-back']);
});

test.each([
  ['nobody', { departmentId: null, roleCode: null }],
  ['both', { departmentId: '1', roleCode: 'x' }],
])('a step done by %s is refused', (_who, performer) => {
  const publish = (): unknown => ServiceProcess.of({ ...request!, steps: [{ ...step!, performer }] }, 1);
  expect(publish).toThrow(expect.objectContaining({ code: 'INVALID_PERFORMER', path: ['input', 'steps', '0'] }));
});

test('a code that stands twice is refused', () => {
  const publish = (): unknown => ServiceProcess.of({ ...request!, steps: [step!, step!] }, 1);
  expect(publish).toThrow(
    expect.objectContaining({ code: 'INVALID_STEP_CODE', path: ['input', 'steps', '1', 'code'] }),
  );
});

test('numbers count up within a day', () => {
  const day = ServiceDay.of('2026-11-22');
  expect([day.next(), day.next()]).toEqual(['S20261122-0001', 'S20261122-0002']);
  expect(Object.assign(ServiceDay.of('2026-11-22'), { lastNumber: 9_999 }).next()).toBe('S20261122-10000');
});

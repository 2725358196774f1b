import { faultOf, KeyTaken, VersionRace } from './retryable.js';

function engineError(errno: number, message = ''): Error {
  return Object.assign(new Error(message), { errno, code: `ER_${errno}` });
}

it.each([
  [1213, 'retry-whole'],
  [1205, 'retry-whole'],
  [1062, 'duplicate'],
  [2013, 'connection-lost'],
  [1290, 'connection-lost'],
  [1114, 'full'],
  [1021, 'full'],
  [1026, 'full'],
  [3, 'full'],
  [28, 'full'],
  [1064, 'other'],
  [1030, 'other'],
])('the engine’s error %i is: %s', (errno, fault) => {
  expect(faultOf(engineError(errno))).toBe(fault);
});

it.each(['Got error 28 "No space left on device" from storage engine InnoDB', 'Error writing file (Errcode: 28)'])(
  'a storage engine’s words “%s” mean that the disk is full',
  (message) => expect(faultOf(engineError(1030, message))).toBe('full'),
);

it('a race starts again, whatever is no error of the engine does not', () => {
  expect([new VersionRace(), new KeyTaken()].map(faultOf)).toEqual(['retry-whole', 'retry-whole']);
  expect([new Error('x'), null, 'text', { errno: '1213' }].map(faultOf)).toEqual(['other', 'other', 'other', 'other']);
  expect(faultOf(Object.assign(new Error(), { code: 'ECONNRESET' }))).toBe('connection-lost');
});

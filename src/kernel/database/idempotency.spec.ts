import type { Viewer } from '../access/viewer.js';
import { DomainError } from '../runtime/domain-error.js';
import { messageOf } from '../runtime/labels.js';
import { operationKey } from './idempotency.js';

const actor = { personId: '7' } as Viewer;

function keyOf(idempotencyKey: string | null, by: Viewer | null = actor): string | null {
  return operationKey({ actor: by, action: 'customer.create', idempotencyKey }, () => '42')?.key ?? null;
}

it('keeps the client’s key apart from those that are made for calls without one', () => {
  expect([keyOf('k'), keyOf('inner space'), keyOf(null), keyOf(null, null), keyOf('k', null)]).toEqual([
    ...['c:k', 'c:inner space', 's:42', null, 'c:k'],
  ]);
});

it.each(['', ' ', 'k ', ' k', 'k\t', '\nk', 'k\u00a0', '\u3000k'])(
  'refuses %j, which the engines would take for another',
  (key) => {
    expect(() => keyOf(key)).toThrow(DomainError);
    expect(() => keyOf(key)).toThrow('INVALID_IDEMPOTENCY_KEY');
  },
);

it('refuses a long one, and says why in both languages', () => {
  expect(() => keyOf('k'.repeat(129))).toThrow('INVALID_MAX_LENGTH');
  expect(messageOf('INVALID_IDEMPOTENCY_KEY', 'en')).toContain('no white space');
  expect(messageOf('INVALID_IDEMPOTENCY_KEY', 'zh-CN')).toContain('空白');
});

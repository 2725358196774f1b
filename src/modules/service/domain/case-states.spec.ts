import { expect, test } from '@jest/globals';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { CASE_STATES, type CaseAction } from './case-states.js';
import type { ServiceCaseStateName } from './service-enums.js';

const ACTIONS: CaseAction[] = ['take', 'assign', 'forward', 'hand', 'record', 'ask', 'answer', 'close', 'reopen'];

const POSSIBLE: Record<ServiceCaseStateName, Partial<Record<CaseAction, ServiceCaseStateName>>> = {
  OPEN: { take: 'IN_PROGRESS', assign: 'IN_PROGRESS', forward: 'OPEN', hand: 'IN_PROGRESS', record: 'OPEN' },
  IN_PROGRESS: {
    assign: 'IN_PROGRESS',
    forward: 'OPEN',
    hand: 'IN_PROGRESS',
    record: 'IN_PROGRESS',
    ask: 'WAITING_CUSTOMER',
    close: 'CLOSED',
  },
  WAITING_CUSTOMER: {
    assign: 'WAITING_CUSTOMER',
    forward: 'OPEN',
    hand: 'IN_PROGRESS',
    record: 'WAITING_CUSTOMER',
    answer: 'IN_PROGRESS',
    close: 'CLOSED',
  },
  CLOSED: { reopen: 'OPEN' },
};

const cells = CASE_STATES.states.flatMap((state) =>
  ACTIONS.map((action) => [state, action, POSSIBLE[state][action]] as const),
);

test.each(cells)('in %s, %s leads to %s', (state, action, target) => {
  if (target) expect(CASE_STATES.next(state, action)).toBe(target);
  else expect(() => CASE_STATES.next(state, action)).toThrow(DomainError);
});

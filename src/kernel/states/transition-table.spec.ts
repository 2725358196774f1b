import { DomainError } from '../runtime/domain-error.js';
import { messageOf } from '../runtime/labels.js';
import { defineStates, type Transitions } from './transition-table.js';

type State = 'OPEN' | 'TAKEN' | 'CLOSED';
type Action = 'take' | 'hand-back' | 'close' | 'reopen';

const TABLE: Transitions<State, Action> = {
  OPEN: { take: 'TAKEN' },
  TAKEN: { 'hand-back': 'OPEN', close: 'CLOSED' },
  CLOSED: { reopen: 'OPEN' },
};

const machine = defineStates('Case', 'OPEN', TABLE);
const states = Object.keys(TABLE) as State[];
const actions: Action[] = ['take', 'hand-back', 'close', 'reopen'];

function refusalOf(work: () => unknown): DomainError {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

it('begins where it was told and knows its states', () => {
  expect(machine.initial).toBe('OPEN');
  expect(machine.states).toEqual(['OPEN', 'TAKEN', 'CLOSED']);
});

describe.each(states)('in %s', (state) => {
  it.each(actions)('%s leads where the table says, or is refused', (action) => {
    const target = TABLE[state][action];
    if (target) {
      expect(machine.next(state, action)).toBe(target);
      return;
    }
    const refusal = refusalOf(() => machine.next(state, action));
    expect(refusal.code).toBe('TRANSITION_REFUSED');
    expect(refusal.details).toEqual({ state, action });
  });

  it('offers the actions of the table', () => {
    expect(machine.may(state)).toEqual(Object.keys(TABLE[state]));
  });
});

it('has a message in both languages', () => {
  const details = { state: 'OPEN', action: 'close' };
  expect(messageOf('TRANSITION_REFUSED', 'en', details)).toBe('close is not possible while the state is OPEN.');
  expect(messageOf('TRANSITION_REFUSED', 'zh-CN', details)).toBe('状态为 OPEN 时不能执行 close。');
});

it.each(['constructor', 'toString', '__proto__'])('does not take %s for a state or an action', (name) => {
  expect(() => machine.may(name as State)).toThrow(`Case has no state ${name}.`);
  expect(refusalOf(() => machine.next('OPEN', name as Action)).code).toBe('TRANSITION_REFUSED');
});

describe('a definition is refused', () => {
  it('when an action leads to an unknown state', () => {
    const table = { OPEN: { close: 'CLOSED' } } as unknown as Transitions<State, Action>;
    expect(() => defineStates('Case', 'OPEN', table)).toThrow('Case: no such state: CLOSED.');
  });

  it('when the initial state is unknown', () => {
    expect(() => defineStates('Case', 'NEW' as State, TABLE)).toThrow('Case: no such state: NEW.');
  });

  it('when a state cannot be reached', () => {
    const table: Transitions<State, Action> = { OPEN: { take: 'TAKEN' }, TAKEN: {}, CLOSED: { reopen: 'OPEN' } };
    expect(() => defineStates('Case', 'OPEN', table)).toThrow('Case: not to be reached from OPEN: CLOSED.');
  });
});

import { DomainError } from '../runtime/domain-error.js';
import { defineEnum, messageOf } from '../runtime/labels.js';
import { defineStates, type StateWords, type Transitions } from './transition-table.js';

type State = 'OPEN' | 'TAKEN' | 'CLOSED';
type Action = 'take' | 'hand-back' | 'close' | 'reopen';

const TABLE: Transitions<State, Action> = {
  OPEN: { take: 'TAKEN' },
  TAKEN: { 'hand-back': 'OPEN', close: 'CLOSED' },
  CLOSED: { reopen: 'OPEN' },
};

defineEnum('SpecCaseState', 'State of a case.', {
  OPEN: { zh: '未受理', en: 'Open' },
  TAKEN: { zh: '处理中', en: 'In progress' },
  CLOSED: { zh: '已关闭', en: 'Closed' },
});
const WORDS: StateWords<Action> = {
  idField: 'caseId',
  statesEnum: 'SpecCaseState',
  actions: {
    take: { zh: '受理', en: 'Take' },
    'hand-back': { zh: '退回', en: 'Hand back' },
    close: { zh: '关闭', en: 'Close' },
    reopen: { zh: '重新打开', en: 'Reopen' },
  },
};
const machine = defineStates('Case', 'OPEN', TABLE, WORDS);
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
    expect(refusal.path).toEqual(['input', 'caseId']);
    expect(refusal.details).toMatchObject({ state, action });
  });

  it('offers the actions of the table', () => {
    expect(machine.may(state)).toEqual(Object.keys(TABLE[state]));
  });
});

it('refuses in words of both languages, whichever enum the states have', () => {
  const { code, details } = refusalOf(() => machine.next('TAKEN', 'take'));
  expect(messageOf(code, 'en', details)).toBe('“Take” is not possible in the state “In progress”.');
  expect(messageOf(code, 'zh-CN', details)).toBe('状态为“处理中”时不能“受理”。');
  const unnamed = defineStates('Case', 'OPEN', TABLE, { ...WORDS, statesEnum: 'Nothing' });
  expect(refusalOf(() => unnamed.next('TAKEN', 'take')).details).toMatchObject({ stateEn: 'TAKEN', stateZh: 'TAKEN' });
});

it.each(['constructor', 'toString', '__proto__'])('does not take %s for a state or an action', (name) => {
  expect(() => machine.may(name as State)).toThrow(`Case has no state ${name}.`);
  expect(refusalOf(() => machine.next('OPEN', name as Action)).code).toBe('TRANSITION_REFUSED');
});

describe('a definition is refused', () => {
  it('when an action leads to an unknown state', () => {
    const table = { OPEN: { close: 'CLOSED' } } as unknown as Transitions<State, Action>;
    expect(() => defineStates('Case', 'OPEN', table, WORDS)).toThrow('Case: no such state: CLOSED.');
  });

  it('when the initial state is unknown', () => {
    expect(() => defineStates('Case', 'NEW' as State, TABLE, WORDS)).toThrow('Case: no such state: NEW.');
  });

  it('when a state cannot be reached', () => {
    const table: Transitions<State, Action> = { OPEN: { take: 'TAKEN' }, TAKEN: {}, CLOSED: { reopen: 'OPEN' } };
    expect(() => defineStates('Case', 'OPEN', table, WORDS)).toThrow('Case: not to be reached from OPEN: CLOSED.');
  });
});

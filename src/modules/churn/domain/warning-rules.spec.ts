import { describe, expect, it } from '@jest/globals';
import { decideWarning, type WarningSituation } from './warning-rules.js';

const rules = { horizonDays: 91 };
const spell = '2026-03-01';
const history = { x: 5, silentDays: 60, lastPurchase: spell };
const open = { action: 'open', reason: 'SCORE_REACHED_THRESHOLD', spell };
const update = { action: 'update', reason: 'STILL_AT_RISK', spell };
const none = (reason: string): object => ({ action: 'none', reason });
const close = (reason: string): object => ({ action: 'close', reason });

const cases: [string, WarningSituation, object][] = [
  ['opens at the threshold', { history, score: 0.6 }, open],
  ['stays quiet below it', { history, score: 0.599 }, none('SCORE_BELOW_THRESHOLD')],
  ['one repeat purchase is enough', { history: { ...history, x: 1 }, score: 0.9 }, open],
  ['one-time buyers have no rhythm', { history: { ...history, x: 0 }, score: 0.9 }, none('NO_REPEAT_PURCHASE')],
  ['nobody bought', { history: undefined, score: 0.9 }, none('NO_REPEAT_PURCHASE')],
  ['too late to warn', { history: { ...history, silentDays: 91 }, score: 1 }, none('LOST')],
  ['last day to warn', { history: { ...history, silentDays: 90 }, score: 0.99 }, open],
  ['keeps an open warning', { history, score: 0.9, openSpell: spell }, update],
  ['keeps it within the hysteresis', { history, score: 0.46, openSpell: spell }, update],
  ['withdraws it below', { history, score: 0.449, openSpell: spell }, close('SCORE_FELL')],
  ['a purchase closes, whatever the score', { history, score: 0.9, openSpell: '2026-01-15' }, close('PURCHASED')],
  [
    'a purchase entered late closes rather than counts as lost',
    { history: { ...history, silentDays: 200 }, score: 1, openSpell: '2025-01-15' },
    close('PURCHASED'),
  ],
  ['the silence came true', { history: { ...history, silentDays: 91 }, score: 1, openSpell: spell }, close('LOST')],
  [
    'the repeat was annulled',
    { history: { ...history, x: 0 }, score: 1, openSpell: spell },
    close('NO_REPEAT_PURCHASE'),
  ],
  ['all purchases were annulled', { history: undefined, score: 1, openSpell: spell }, close('NO_REPEAT_PURCHASE')],
  ['the last purchase was annulled: same silence', { history, score: 0.9, openSpell: '2026-04-01' }, update],
  ['never twice in one spell', { history, score: 0.99, closedSpell: spell }, none('WARNED_IN_THIS_SPELL')],
  ['nor by annulling a purchase', { history, score: 0.99, closedSpell: '2026-04-01' }, none('WARNED_IN_THIS_SPELL')],
  ['again in a new spell', { history, score: 0.7, closedSpell: '2025-12-01' }, open],
];

describe('decideWarning', () => {
  it.each(cases)('%s', (_, situation, expected) => {
    expect(decideWarning(situation, rules)).toEqual(expected);
  });

  it('takes its threshold and hysteresis from the company', () => {
    const strict = { ...rules, threshold: 0.8, hysteresis: 0.05 };
    expect(decideWarning({ history, score: 0.79 }, strict).action).toBe('none');
    expect(decideWarning({ history, score: 0.76, openSpell: spell }, strict).action).toBe('update');
    expect(decideWarning({ history, score: 0.74, openSpell: spell }, strict).action).toBe('close');
  });

  it('warns once over a whole silence with a wavering score', () => {
    let openSpell: string | undefined;
    let closedSpell: string | undefined;
    const actions = [0.5, 0.62, 0.55, 0.61, 0.4, 0.7, 0.9].map((score, day) => {
      const situation = { history: { ...history, silentDays: 50 + day }, score, openSpell, closedSpell };
      const decision = decideWarning(situation, rules);
      if (decision.action === 'open') openSpell = decision.spell;
      if (decision.action === 'close') [openSpell, closedSpell] = [undefined, openSpell];
      return decision.action;
    });
    expect(actions).toEqual(['none', 'open', 'update', 'update', 'close', 'none', 'none']);
  });
});

import { describe, expect, it } from '@jest/globals';
import { reasonText, warningReasons } from './warning-reasons.js';

describe('warning reasons', () => {
  it('say the silence, the rhythm and the expectation in figures', () => {
    const reasons = warningReasons({ silentDays: 96, gaps: [28, 20, 110], ownGapMedian: 28 }, 0.7812, 182);
    expect(reasons.map(({ code }) => code)).toEqual(['SILENT', 'USUAL_GAP', 'SILENCE_PROBABILITY']);
    expect(reasonText(reasons, 'zh-CN')).toBe(
      '已 96 天未购买，通常每 28 天一次；按历史节奏，沉默满 182 天的概率为 78%',
    );
    expect(reasonText(reasons, 'en')).toBe(
      'No purchase for 96 days, usually one every 28 days; by past rhythm, the probability that the silence reaches 182 days is 78%',
    );
  });

  it('say when the silence is the longest ever', () => {
    const reasons = warningReasons({ silentDays: 96, gaps: [28, 20, 61], ownGapMedian: 28 }, 0.9, 182);
    expect(reasonText(reasons, 'zh-CN')).toContain('，已超过以往最长间隔 61 天；');
    expect(reasonText(reasons, 'en')).toContain(', longer than ever before (61 days); ');
  });

  it('do not call a single gap a habit', () => {
    const reasons = warningReasons({ silentDays: 1, gaps: [1], ownGapMedian: 1 }, 0.6, 28);
    expect(reasonText(reasons, 'zh-CN')).toContain('前两次购买相隔 1 天');
    expect(reasonText(reasons, 'en')).toMatch(/^No purchase for 1 day, the only two purchases were 1 day apart; /);
  });

  it('round the usual gap to whole days and never claim certainty', () => {
    const reasons = warningReasons({ silentDays: 60, gaps: [29, 30], ownGapMedian: 29.5 }, 0.9999, 91);
    expect(reasonText(reasons, 'en')).toMatch(/every 30 days.* is 99%$/);
    const calm = warningReasons({ silentDays: 0, gaps: [29, 30], ownGapMedian: 29.5 }, 0.0001, 91);
    expect(reasonText(calm, 'en')).toMatch(/ is 1%$/);
  });

  it('state the loss once the horizon has passed', () => {
    const reasons = warningReasons({ silentDays: 190, gaps: [], ownGapMedian: undefined }, 1, 182);
    expect(reasonText(reasons, 'zh-CN')).toBe('已 190 天未购买；沉默已满 182 天，视为流失');
    expect(reasonText(reasons, 'en')).toContain('the silence has reached 182 days');
  });

  it('survive storage as JSON', () => {
    const reasons = warningReasons({ silentDays: 96, gaps: [28, 20, 61], ownGapMedian: 28 }, 0.9, 182);
    expect(JSON.parse(JSON.stringify(reasons))).toEqual(reasons);
  });
});

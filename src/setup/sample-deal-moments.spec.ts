import { stageMoments } from './sample-deal-moments.js';

const startOf = (day: string): Date => new Date(`${day}T00:00:00+08:00`);
const LOADED_AT = new Date('2026-03-18T02:00:00Z');

function moments(engagedOn: string | null, closedOn: string | null): string[] {
  const days = [engagedOn, closedOn].filter((day) => day !== null);
  const stageHistory = (days.length > 0 ? days : ['2026-03-18']).map((enteredOn) => ({ stage: 'X', enteredOn }));
  return stageMoments({ engagedOn, closedOn, stageHistory }, LOADED_AT, startOf).map((moment) => moment.toISOString());
}

describe('moments of stages', () => {
  it('lie on the days of the file', () => {
    expect(moments('2026-01-05', '2026-02-03')).toEqual(['2026-01-05T01:30:00.000Z', '2026-02-03T08:00:00.000Z']);
    expect(moments('2026-01-05', '2026-01-05')).toEqual(['2026-01-05T01:30:00.000Z', '2026-01-05T08:00:00.000Z']);
  });

  it('never lie after the load, and stay in order', () => {
    expect(moments('2026-03-18', '2026-03-18')).toEqual(['2026-03-18T01:30:00.000Z', '2026-03-18T01:59:00.000Z']);
    expect(moments(null, null)).toEqual([LOADED_AT.toISOString()]);
  });
});

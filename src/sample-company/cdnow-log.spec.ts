import { join } from 'node:path';
import { readCdnowLog, WINDOW_END } from './cdnow-log.js';
import { summariseReported } from './file-account.js';
import { SampleFiles } from './sample-files.js';
import { daysBetween } from './shift-dates.js';

const TODAY = '2026-03-18';
const log = readCdnowLog(new SampleFiles(join(process.cwd(), 'samples')), TODAY);

describe('the purchase log', () => {
  it('accounts for every line', () => {
    const { rowsRead, loaded, refused, reported } = log.account;
    expect(rowsRead).toBe(1885);
    expect(loaded + refused).toBe(rowsRead);
    expect(reported.filter((entry) => !entry.loaded)).toHaveLength(refused);
    expect(summariseReported(log.account).map(({ note }) => note)).toEqual([
      'after the observation window',
      'added to another purchase of the same day',
    ]);
    const merged = reported.filter((entry) => entry.loaded).length;
    expect(log.buyers.reduce((sum, { purchases }) => sum + purchases.length, 0)).toBe(loaded - merged);
  });

  it('keeps the distances between purchases and ends the window on the day of loading', () => {
    for (const { purchases } of log.buyers) {
      expect(purchases.length).toBeGreaterThanOrEqual(5);
      for (const { on, loggedDay } of purchases)
        expect(daysBetween(on, TODAY)).toBe(daysBetween(loggedDay, WINDOW_END));
      expect(purchases.map(({ on }) => on)).toEqual([...purchases.map(({ on }) => on)].sort());
    }
  });
});

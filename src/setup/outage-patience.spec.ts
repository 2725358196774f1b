import { jest } from '@jest/globals';
import { ConnectionLost, DatabaseAway } from '../kernel/database/retryable.js';
import { withPatience } from './outage-patience.js';

/** Work that meets these errors, one at each try, before it succeeds. */
function workThat(errors: Error[]): () => Promise<string> {
  return () => {
    const error = errors.shift();
    return error ? Promise.reject(error) : Promise.resolve('done');
  };
}

const away = (): Error => new DatabaseAway('away');

describe('work with patience', () => {
  it('begins again after each outage, and says so', async () => {
    const told: number[] = [];
    const outage = { back: () => Promise.resolve(true), tell: (ms: number) => void told.push(ms) };
    expect(await withPatience(workThat([away(), new ConnectionLost('cut')]), outage)).toBe('done');
    expect(told).toHaveLength(2);
  });

  it('ends with the error when the database stays away, goes away too often, or is not at fault', async () => {
    const back = jest.fn(() => Promise.resolve(true));
    const tell = (): void => undefined;
    await expect(withPatience(workThat([away()]), { back: () => Promise.resolve(false), tell })).rejects.toThrow(
      'away',
    );
    await expect(withPatience(workThat([new RangeError('ours')]), { back, tell })).rejects.toThrow('ours');
    expect(back).not.toHaveBeenCalled();
    await expect(withPatience(workThat(Array.from({ length: 9 }, away)), { back, tell })).rejects.toThrow('away');
    expect(back).toHaveBeenCalledTimes(5);
  });
});

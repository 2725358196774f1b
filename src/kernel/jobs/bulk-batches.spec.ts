import { describe, expect, it } from '@jest/globals';
import { DatabaseAway } from '../database/retryable.js';
import { inBatches } from './bulk-batches.js';

const always = (): Promise<boolean> => Promise.resolve(true);

describe('work in batches', () => {
  it('goes on until nothing is left', async () => {
    const sizes: number[] = [];
    await inBatches(100, always, (size) => Promise.resolve(sizes.push(size) < 3));
    expect(sizes).toEqual([100, 100, 100]);
  });

  it('takes smaller ones after one that the database did not get through in time', async () => {
    const sizes: number[] = [];
    await inBatches(100, always, (size) => {
      sizes.push(size);
      return size > 10 ? Promise.reject(new DatabaseAway('slow')) : Promise.resolve(sizes.length < 5);
    });
    expect(sizes).toEqual([100, 25, 7, 7, 7]);
  });

  it('gives up when even one record is too much, and at once on any other error', async () => {
    const sizes: number[] = [];
    const away = inBatches(3, always, (size) => {
      sizes.push(size);
      return Promise.reject(new DatabaseAway('away'));
    });
    await expect(away).rejects.toThrow('away');
    expect(sizes).toEqual([3, 1]);
    await expect(inBatches(3, always, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });

  it('stops between two batches when it may not go on', async () => {
    let batches = 0;
    await inBatches(
      3,
      () => Promise.resolve(batches < 2),
      () => Promise.resolve(++batches > 0),
    );
    expect(batches).toBe(2);
  });
});

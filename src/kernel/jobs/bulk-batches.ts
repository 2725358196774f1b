import { DatabaseAway } from '../database/retryable.js';

/** Works in transactions of at most so many records until none is left; what a slow machine cannot do within a transaction's time is done in smaller ones. */
export async function inBatches(
  most: number,
  mayGoOn: () => Promise<boolean>,
  /** One transaction of at most `size` records; false: nothing is left to do. */
  next: (size: number) => Promise<boolean>,
): Promise<void> {
  let size = most;
  for (let more = true; more && (await mayGoOn());) {
    try {
      more = await next(size);
    } catch (error) {
      if (!(error instanceof DatabaseAway) || size === 1) throw error;
      size = Math.ceil(size / 4);
    }
  }
}

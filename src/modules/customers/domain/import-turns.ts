import { setImmediate as othersTurn } from 'node:timers/promises';

/** Steps between two turns of others: a few milliseconds of work. */
const STEPS_AT_ONCE = 2_000;

/** Does a step for each index, and lets everything else that waits have its turn now and then. */
export async function inTurns(count: number, step: (index: number) => void): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    step(index);
    if (index % STEPS_AT_ONCE === STEPS_AT_ONCE - 1) await othersTurn();
  }
}

/** The same items, with a turn for everything else that waits now and then. */
export async function* withTurns<T>(items: AsyncIterable<T> | Iterable<T>, atOnce = STEPS_AT_ONCE): AsyncGenerator<T> {
  let taken = 0;
  for await (const item of items) {
    yield item;
    taken += 1;
    if (taken % atOnce === 0) await othersTurn();
  }
}

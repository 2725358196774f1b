import { DatabaseAway } from '../kernel/database/retryable.js';

/** So many outages one after the other are no accident any more. */
const MOST_OUTAGES = 5;

/** What patience needs to know and to say. */
export interface Outage {
  /** Waits for the database; false when it stays away too long. */
  readonly back: () => Promise<boolean>;
  /** Hears how many milliseconds it was away. */
  readonly tell: (awayMs: number) => void;
}

/** Runs work that can be repeated, again from its beginning whenever the database was away and has come back. Throws what the work throws last. */
export async function withPatience<T>(work: () => Promise<T>, { back, tell }: Outage): Promise<T> {
  for (let outages = 0; ; outages += 1) {
    try {
      return await work();
    } catch (error) {
      const began = performance.now();
      if (!(error instanceof DatabaseAway) || outages === MOST_OUTAGES || !(await back())) throw error;
      tell(performance.now() - began);
    }
  }
}

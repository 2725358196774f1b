import { faultOf, VersionRace } from './retryable.js';
import type { Work } from './work.js';

/** Sends what is pending. Whoever meets a unique key that somebody took meanwhile starts again, and finds who took it. */
export async function flushUnique(work: Work): Promise<void> {
  try {
    await work.flush();
  } catch (error) {
    throw faultOf(error) === 'duplicate'
      ? new VersionRace('A unique key was taken meanwhile.', { cause: error })
      : error;
  }
}

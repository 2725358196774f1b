/** What is known of a run. */
export interface RunState {
  readonly plannedAt: Date;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly attempts: number;
  readonly fence: number;
  readonly outcome: string | null;
  /** Seconds since it ended, or since it started while it runs; by the database's clock. */
  readonly ageSeconds: number;
  /** Seconds since its last sign of life; 0 when it gives none. */
  readonly silentSeconds: number;
}

/** What a poll does about a job's latest slot. */
export type Decision =
  { readonly act: 'claim' | 'wait' | 'settled' } | { readonly act: 'again' | 'give-up'; readonly run: RunState };

/** Attempts that one slot gets. */
export const MOST_ATTEMPTS = 3;

/** Outcomes of failed attempts begin with this; others with `ok`. */
export const FAILED = 'failed: ';

const WAIT_SECONDS_PER_ATTEMPT = 30;

/** A run that has given no sign of life for so long runs no more: its process was killed, or stands still. */
const LONGEST_SILENCE_SECONDS = 30;

/** Nobody works on it any more: not finished, and silent or older than a run may get. */
export function isLost(run: RunState, longestSeconds: number): boolean {
  return run.finishedAt === null && (run.ageSeconds > longestSeconds || run.silentSeconds > LONGEST_SILENCE_SECONDS);
}

/** Decides by the job's last runs. A slot is never begun while another run of the job goes on, and failed attempts are repeated after 30 s, then 60 s. */
export function decide(runs: readonly RunState[], slot: Date, longestSeconds: number): Decision {
  if (runs.some((run) => run.finishedAt === null && !isLost(run, longestSeconds))) return { act: 'wait' };
  const run = runs.find(({ plannedAt }) => plannedAt.getTime() === slot.getTime());
  if (!run) return { act: 'claim' };
  const lost = isLost(run, longestSeconds);
  if (!lost && !run.outcome?.startsWith(FAILED)) return { act: 'settled' };
  if (run.attempts >= MOST_ATTEMPTS) return lost ? { act: 'give-up', run } : { act: 'settled' };
  const rested = lost || run.ageSeconds >= run.attempts * WAIT_SECONDS_PER_ATTEMPT;
  return rested ? { act: 'again', run } : { act: 'wait' };
}

import { Injectable } from '@nestjs/common';
import { Database } from '../../../kernel/database/database.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import type { Work } from '../../../kernel/database/work.js';
import { Clock } from '../../../kernel/runtime/clock.js';
import { SignInLater } from '../domain/account-errors.js';
import { GUESS_WINDOW_MINUTES, GUESSES, GUESSES_PER_ADDRESS, SignInAttempt } from '../domain/sign-in-attempt.js';

const LONGEST_LOGIN = 60;

/** Who guesses, at whose password or code. */
export interface Guess {
  readonly login: string;
  /** A device that has signed in as this person before, or an open session of theirs; null: a stranger. */
  readonly device: string | null;
  readonly address: string | null;
}

/**
 * Counts guesses in the database, so that instances, aliases and requests at once all count together. Strangers share one count per login,
 * known devices have their own: whoever locks a login for strangers does not lock its owner out (docs/decisions/005).
 */
@Injectable()
export class LimitGuesses {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Counts a guess before it is looked at, so that guesses at the same time all see each other; the id is for `forgive`. Throws SIGN_IN_LATER. */
  async begin({ login, device, address }: Guess): Promise<string> {
    const guess: Guess = { login: login.slice(0, LONGEST_LOGIN), device, address };
    // A closed door costs a reader nothing but a look: no row is written for those who keep knocking.
    if (await this.isClosed(guess, 0)) throw new SignInLater(GUESS_WINDOW_MINUTES);
    const id = await this.unitOfWork.run({ actor: null, action: 'sign-in.attempt' }, (work) =>
      Promise.resolve(work.add(Object.assign(new SignInAttempt(), guess)).id),
    );
    if (!(await this.isClosed(guess, 1))) return id;
    await this.unitOfWork.run({ actor: null, action: 'sign-in.locked' }, (work) => this.forgive(work, id));
    throw new SignInLater(GUESS_WINDOW_MINUTES);
  }

  /** Only wrong guesses count: not a right one, and not one that was sent away unheard. */
  async forgive(work: Work, attemptId: string): Promise<void> {
    const attempt = await work.fetchUnscoped(SignInAttempt, attemptId);
    if (attempt) work.remove(attempt);
  }

  private async isClosed({ login, device, address }: Guess, own: 0 | 1): Promise<boolean> {
    const since = new Date(this.clock.millis() - GUESS_WINDOW_MINUTES * 60_000);
    if (device !== null) return (await this.count(OF_DEVICE, [since, device])) >= GUESSES + own;
    if ((await this.count(OF_LOGIN, [since, login])) >= GUESSES + own) return true;
    return address !== null && (await this.count(OF_ADDRESS, [since, address])) >= GUESSES_PER_ADDRESS + own;
  }

  private async count(sql: string, values: readonly unknown[]): Promise<number> {
    const row = await this.database.one<{ n: string }>(sql, values);
    return Number(row?.n ?? 0);
  }
}

const WRONG = 'SELECT COUNT(*) AS n FROM sign_in_attempt WHERE created_at > ? AND deleted_at IS NULL';
const OF_DEVICE = `${WRONG} AND device = ?`;
const OF_LOGIN = `${WRONG} AND device IS NULL AND login = ?`;
const OF_ADDRESS = `${WRONG} AND device IS NULL AND address = ?`;

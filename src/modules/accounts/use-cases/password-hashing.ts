import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { RequestRefused } from '../../../kernel/runtime/domain-error.js';

/** argon2id with 19 MiB, 2 passes, 1 lane: OWASP's floor (Password Storage Cheat Sheet). */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const PARAMETERS = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/;
const AT_ONCE = 2;
const MOST_WAITING = 50;
/** A hash of nothing in use: an unknown login takes the same time as a wrong password. */
const DECOY = hash('no such person', COST);

/** Hashes and checks passwords, at most two at once; more than fifty waiting are sent away. */
@Injectable()
export class PasswordHashing {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /** The hash to keep. */
  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password, COST));
  }

  /** Whether the password fits; a missing hash takes as long as a wrong password. */
  async fits(password: string, passwordHash: string | null): Promise<boolean> {
    const against = passwordHash ?? (await DECOY);
    const fits = await this.inTurn(() => verify(against, password));
    return fits && passwordHash !== null;
  }

  /** Whether the hash was made with less than today's cost, so that it is made anew when its owner signs in. */
  isDated(passwordHash: string): boolean {
    const [, memory = 0, passes = 0] = (PARAMETERS.exec(passwordHash) ?? []).map(Number);
    return memory < COST.memoryCost || passes < COST.timeCost;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= AT_ONCE) {
      if (this.waiting.length >= MOST_WAITING)
        throw new RequestRefused(
          'UNAVAILABLE',
          'Too many sign-ins at once. Try again shortly. 登录人数过多，请稍后重试。',
          1,
        );
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else this.running += 1;
    try {
      return await work();
    } finally {
      // The place goes on to whoever waits; given up in between, a newcomer could take it as well.
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}

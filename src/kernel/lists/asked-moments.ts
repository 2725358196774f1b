import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { firstMomentSql } from '../database/history-sql.js';
import { endOf, monthAround, type ThinnedMonth, ThinnedMonths } from '../database/thinned-months.js';
import { Clock } from '../runtime/clock.js';
import { RequestRefused } from '../runtime/domain-error.js';

/** Write transactions end within 3 s; what is 5 s old changes no more (architecture, decision 3). */
const SETTLED_MS = 5_000;
const KEPT_MS = 60_000;

/** Knows which moments of the past can be asked: settled ones, from the year of the first record on, of thinned months the end. */
@Injectable()
export class AskedMoments {
  /** What the database's clock is ahead of this process. */
  private ahead: { readonly ms: number; readonly until: number } | null = null;
  private firstYear: { readonly year: number; readonly until: number } | null = null;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly thinnedMonths: ThinnedMonths,
  ) {}

  /** Throws BAD_USER_INPUT for two moments between which nothing lies, and for moments that cannot be asked. */
  async checkPeriod(from: Date, to: Date): Promise<void> {
    if (from >= to) throw refused('The argument "from" must be an earlier moment than "to".', '参数“from”须早于“to”。');
    await this.check(from, 'from');
    await this.check(to, 'to');
  }

  /** Throws BAD_USER_INPUT for a moment that is not settled yet, lies before the first record or in a thinned month; `name` is what the client calls it. */
  async check(moment: Date, name = 'asOf'): Promise<void> {
    const now = await this.now();
    const optional = name === 'asOf';
    if (moment.getTime() > now - SETTLED_MS)
      throw refused(
        `"${name}" is a moment past, at least ${SETTLED_MS / 1000} seconds ago (now it is ${new Date(now).toISOString()}).${optional ? ' Leave it out to ask about now.' : ''}`,
        `“${name}”须为至少 ${SETTLED_MS / 1000} 秒前的时刻${optional ? '；查询当前数据请不传该参数' : ''}。`,
      );
    const year = await this.beginning(moment.getUTCFullYear());
    if (moment.getUTCFullYear() < year)
      throw refused(
        `"${name}" lies before the first record: the records begin in ${year}. Ask about a later moment.`,
        `“${name}”早于最早的记录：记录始于 ${year} 年，请选择更晚的时刻。`,
      );
    await this.checkKept(moment, name);
  }

  /** Whether a moment at which a version was found can be asked: those of thinned months cannot, but for the last. */
  async isKept(moment: Date): Promise<boolean> {
    return (await this.monthNotKept(moment)) === null;
  }

  private async monthNotKept(moment: Date): Promise<ThinnedMonth | null> {
    const month = monthAround(await this.thinnedMonths.known(), moment);
    return month && moment.getTime() !== endOf(month).getTime() ? month : null;
  }

  /** Of a thinned month only the last millisecond can be asked. */
  private async checkKept(moment: Date, name: string): Promise<void> {
    const month = await this.monthNotKept(moment);
    if (!month) return;
    const months = await this.thinnedMonths.known();
    const before = monthAround(months, new Date(month.beginsAt.getTime() - 1));
    const ends = [...(before ? [before] : []), month].map((one) => endOf(one).toISOString());
    const whole = months.at(-1)!.endsAt.toISOString();
    throw refused(
      `"${name}" lies in a month of which only the end is kept. Ask ${ends.join(' or ')}, or a moment from ${whole} on.`,
      `“${name}”所在月份的历史只保留月末状态，请查询 ${ends.join(' 或 ')}，或 ${whole} 及以后的时刻。`,
    );
  }

  /** Milliseconds since 1970, by the clock that the records are written with. */
  private async now(): Promise<number> {
    if (!this.ahead || this.ahead.until < performance.now()) {
      const row = await this.database.one<{ now: Date }>('SELECT UTC_TIMESTAMP(3) AS now');
      this.ahead = {
        ms: this.clock.adjust(row!.now).getTime() - this.clock.millis(),
        until: performance.now() + KEPT_MS,
      };
    }
    return this.clock.millis() + this.ahead.ms;
  }

  /** The year of the first record; what this process has imported since the last look counts at once, other imports within a minute. */
  private async beginning(asked: number): Promise<number> {
    const imported = this.database.earliestImported?.getUTCFullYear();
    if (imported !== undefined && imported <= asked) return imported;
    const known = this.firstYear;
    if (known && (asked >= known.year || known.until > performance.now())) return known.year;
    const row = await this.database.one<{ first: Date | null }>(firstMomentSql());
    const year = row?.first?.getUTCFullYear() ?? this.clock.now().getUTCFullYear();
    this.firstYear = { year, until: performance.now() + KEPT_MS };
    return year;
  }
}

function refused(en: string, zh: string): RequestRefused {
  return new RequestRefused('BAD_USER_INPUT', `${en} ${zh}`);
}

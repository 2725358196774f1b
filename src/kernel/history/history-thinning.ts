import { Inject, Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { readableKind, recordAbove } from '../access/readable.js';
import { auditFact } from '../audit/audit-fact.js';
import { Database } from '../database/database.js';
import { firstMomentSql } from '../database/history-sql.js';
import { type RecordClass, recordKinds } from '../database/record-kind.js';
import { RecordMapper } from '../database/record-mapper.js';
import {
  type MonthPlace,
  MOST_GONE,
  recordsOfMonth,
  type ThinnedKind,
  thinRecords,
} from '../database/thin-versions.js';
import { type ThinnedMonth, ThinnedMonths } from '../database/thinned-months.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { type JobRun, NOTHING_DONE, ScheduledJob } from '../jobs/scheduled-job.js';
import { Clock } from '../runtime/clock.js';
import { COMPANY, type CompanySettings } from '../runtime/company.js';
import { SETTINGS, type Settings } from '../runtime/settings.js';

/** Records per transaction. */
const BATCH = 100;
/** Versions looked at in one statement. */
const LOOK = 2_000;
const NOTHING_BEFORE = new Date(0);
const OPERATION = { actor: null, action: 'history.thin' };

/**
 * Thins the history of months that are older than HISTORY_EXACT_MONTHS: of each record it keeps the version that held at the month's end, and
 * those with which it came to other people, another record or was deleted. First a month is announced, so that its other moments are
 * asked no more; the next night its versions go.
 */
@Injectable()
export class HistoryThinning {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly months: ThinnedMonths,
    private readonly mapper: RecordMapper,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(COMPANY) private readonly company: CompanySettings,
  ) {}

  /** A run that is cut off goes on the next night where a month was left. */
  @ScheduledJob({ name: 'history-thinning', every: { dailyAt: '04:00' }, longestSeconds: 7_200 })
  async run({ signal }: JobRun): Promise<string> {
    const { historyExactMonths: exact } = this.settings;
    const until = exact === 0 ? NOTHING_BEFORE : this.monthsAgo(exact);
    const withdrawn = await this.months.withdraw(until);
    const due = await this.months.due(until);
    let versions = 0;
    for (const month of due) versions += await this.thinMonth(month, signal);
    const announced = exact === 0 || signal.aborted ? 0 : await this.announce(until);
    const done = [
      `${versions} versions of ${due.length} months gone`,
      `${announced} months announced`,
      `${withdrawn} withdrawn`,
    ];
    return due.length + announced + withdrawn === 0 ? NOTHING_DONE : done.join(', ');
  }

  /** Begin of the month that began so many months before this one. */
  private monthsAgo(count: number): Date {
    const now = DateTime.fromMillis(this.clock.millis(), { zone: this.company.zone });
    return now.startOf('month').minus({ months: count }).startOf('month').toJSDate();
  }

  /** Names the months that ended by then, from the first record on; tells how many are new. */
  private async announce(until: Date): Promise<number> {
    const begin = await this.firstNotNamed();
    const months = begin ? monthsBetween(begin, until, this.company.zone) : [];
    if (months.length === 0) return 0;
    return this.unitOfWork.run(OPERATION, async (work) => {
      await this.months.announce(months, work.at);
      return months.length;
    });
  }

  private async thinMonth(month: ThinnedMonth, signal: AbortSignal): Promise<number> {
    if (!(await this.unitOfWork.run(OPERATION, (work) => this.months.begin(month, work.at)))) return 0;
    let gone = 0;
    for (const { target, history } of recordKinds())
      if (history && !signal.aborted) gone += await this.thinKind(this.kindOf(target), month, signal);
    if (signal.aborted) return gone;
    await this.unitOfWork.run(OPERATION, async (work) => {
      await this.months.finish(month, work.at);
      auditFact(work, {
        event: 'THINNED',
        kind: 'history',
        changes: {
          month: [null, DateTime.fromJSDate(month.beginsAt, { zone: this.company.zone }).toFormat('yyyy-MM')],
        },
      });
      return null;
    });
    return gone;
  }

  /** The kind with the one that its rows are seen with, as both are stored. */
  private kindOf(target: RecordClass): ThinnedKind {
    const kind = this.mapper.kind(target);
    const readable = readableKind(kind.definition.kind);
    const above = readable && recordAbove(readable);
    if (!above) return { kind, above: null };
    const upper = recordKinds().find(({ table, history }) => table === above.table && history !== null);
    return { kind, above: upper ? { kind: this.mapper.kind(upper.target), key: above.key } : null };
  }

  private async thinKind(kind: ThinnedKind, month: ThinnedMonth, signal: AbortSignal): Promise<number> {
    let gone = 0;
    let place: MonthPlace | null = { at: month.beginsAt, id: '0' };
    while (place && !signal.aborted) {
      const { ids, next } = await recordsOfMonth(this.database, kind.kind, month, place, LOOK);
      for (let from = 0; from < ids.length && !signal.aborted; from += BATCH) {
        const some = ids.slice(from, from + BATCH);
        gone += await this.thinSome(kind, month, some, signal);
      }
      place = next;
    }
    return gone;
  }

  private async thinSome(
    kind: ThinnedKind,
    month: ThinnedMonth,
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<number> {
    let gone = 0;
    for (let last = MOST_GONE; last === MOST_GONE && !signal.aborted; gone += last)
      last = await this.unitOfWork.run(OPERATION, () => thinRecords(this.database, kind, month, ids));
    return gone;
  }

  /** The end of the last month named; before the first one the moment of the first record. Null: there are no records. */
  private async firstNotNamed(): Promise<Date | null> {
    const named = await this.months.all();
    if (named.length > 0) return named.at(-1)!.endsAt;
    const row = await this.database.one<{ first: Date | null }>(firstMomentSql());
    return row?.first ?? null;
  }
}

/** Calendar months of the zone from a moment on, as many as end by the other; the first one begins with the moment. */
export function monthsBetween(begin: Date, until: Date, zone: string): ThinnedMonth[] {
  const months: ThinnedMonth[] = [];
  for (let beginsAt = begin; ;) {
    // Once more to its start: where midnight is left out, a month added to 01:00 is 01:00 again.
    const next = DateTime.fromJSDate(beginsAt, { zone }).startOf('month').plus({ months: 1 }).startOf('month');
    const endsAt = next.toJSDate();
    if (endsAt > until) return months;
    months.push({ beginsAt, endsAt });
    beginsAt = endsAt;
  }
}

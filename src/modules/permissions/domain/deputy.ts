import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';
import { DeputyEnded, InvalidPeriod } from './deputy-errors.js';

const LONGEST_MS = 366 * 86_400_000;

/** Somebody stands in for a person for a time 代理: holds that person's roles and decides their approvals. */
@RecordKind({ kind: 'deputy', table: 'deputy' })
@Index('ix_deputy_deputy', ['deputyId', 'endsAt'])
@Index('ix_deputy_principal', ['principalId', 'endsAt'])
export class Deputy extends StoredRecord {
  /** Whose place is taken 被代理人. */
  @Column({ type: 'bigint' })
  principalId: string;

  /** Who takes it 代理人. */
  @Column({ type: 'bigint' })
  deputyId: string;

  @Column({ type: 'datetime', precision: 3 })
  startsAt: Date;

  /** The first moment after the period. */
  @Column({ type: 'datetime', precision: 3 })
  endsAt: Date;

  /** Set when it was ended before its time. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  endedAt: Date | null;

  /** Why, such as leave; history has its own column `reason`. */
  @Column({ type: 'varchar', length: 500 })
  cause: string;

  /** Sets the period; nobody stands in for somebody in the past. Throws INVALID_PERIOD. */
  setPeriod(from: Date | null, until: Date, now: Date): void {
    const begins = from && from > now ? from : now;
    const ms = until.getTime() - begins.getTime();
    if (!(ms > 0 && ms <= LONGEST_MS)) throw new InvalidPeriod();
    Object.assign(this, { startsAt: begins, endsAt: until, endedAt: null });
  }

  /** Whether somebody stands in during both periods. */
  overlaps(other: Deputy): boolean {
    return !this.endedAt && this.startsAt < other.endsAt && other.startsAt < this.endsAt;
  }

  /** Ends it before its time. Throws DEPUTY_ENDED. */
  end(now: Date): void {
    if (this.endedAt || this.endsAt <= now) throw new DeputyEnded();
    this.endedAt = now;
  }
}

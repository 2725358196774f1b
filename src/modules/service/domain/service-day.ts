import { Column } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';

/** The last number given out on a day; its id is the day as digits, so that two writers meet on one row. */
@RecordKind({ kind: 'service_day', table: 'service_day', tracked: false })
export class ServiceDay extends StoredRecord {
  @Column({ type: 'int' })
  lastNumber: number;

  /** `2026-11-22` → the day before its first case. */
  static of(day: string): ServiceDay {
    return Object.assign(new ServiceDay(), { id: ServiceDay.idOf(day), lastNumber: 0 });
  }

  static idOf(day: string): string {
    return day.replaceAll('-', '');
  }

  /** The day's next case number, such as `S20261122-0001`. */
  next(): string {
    this.lastNumber += 1;
    return `S${this.id}-${String(this.lastNumber).padStart(4, '0')}`;
  }
}

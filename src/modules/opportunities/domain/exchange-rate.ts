import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';

/** What one unit of a currency was worth in the company's currency on a day. */
@RecordKind({ kind: 'exchangeRate', table: 'exchange_rate' })
@Index('ux_exchange_rate_day', ['currency', 'day'], { unique: true })
@Index('ix_exchange_rate_latest', ['deletedAt', 'day', 'id'])
export class ExchangeRate extends StoredRecord {
  @Column({ type: 'char', length: 3 })
  currency: string;

  /** Day in the company's zone. */
  @Column({ type: 'date' })
  day: string;

  @Column({ type: 'decimal', precision: 18, scale: 8 })
  rate: string;
}

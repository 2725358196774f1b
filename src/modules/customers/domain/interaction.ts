import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';
import type { SearchPart } from '../../../kernel/lists/search-text.js';
import type { InteractionChannel } from './customer-enums.js';

/** Marks included; what was said is found whole. */
const SEARCHED_LENGTH = 6_000;

/** One call, visit, mail, message or meeting 跟进记录: who, when, what was said, and the next step with its day. */
@RecordKind({
  kind: 'interaction',
  table: 'interaction',
  personal: ['summary', 'followUpNote'],
  pastIndexes: ['ix_interaction_customer', 'ix_interaction_happened'],
})
@Index('ix_interaction_customer', ['customerId', 'deletedAt', 'happenedAt', 'id'])
@Index('ix_interaction_author', ['authorId', 'deletedAt', 'happenedAt', 'id'])
@Index('ix_interaction_happened', ['deletedAt', 'happenedAt', 'id'])
@Index('ix_interaction_follow_up', ['deletedAt', 'followUpOn', 'id'])
export class Interaction extends StoredRecord {
  @Column({ type: 'bigint' })
  customerId: string;

  @Column({ type: 'bigint', nullable: true })
  contactId: string | null;

  @Column({ type: 'bigint' })
  authorId: string;

  @Column({ type: 'varchar', length: 20 })
  channel: keyof typeof InteractionChannel;

  @Column({ type: 'datetime', precision: 3 })
  happenedAt: Date;

  @Column({ type: 'varchar', length: 4000 })
  summary: string;

  @Column({ type: 'date', nullable: true })
  followUpOn: string | null;

  @Column({ type: 'varchar', length: 20, nullable: true })
  followUpChannel: keyof typeof InteractionChannel | null;

  @Column({ type: 'varchar', length: 1000, nullable: true })
  followUpNote: string | null;

  @Column({ type: 'varchar', length: SEARCHED_LENGTH, default: '' })
  searchText: string;

  get searchLength(): number {
    return SEARCHED_LENGTH;
  }

  searchParts(): SearchPart[] {
    return [
      { column: 'summary', texts: [this.summary] },
      { column: 'follow_up_note', texts: [this.followUpNote] },
    ];
  }
}

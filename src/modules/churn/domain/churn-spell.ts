import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';
import type { WarningSituation } from './warning-rules.js';

/** Before any purchase: MariaDB's first day. */
const LONG_AGO = '1000-01-01';

/**
 * The guard row of a customer (its id is the customer's id): raising and closing a warning write it in the same transaction, so
 * that two scans at once never raise two, and it remembers the silence that was warned of last.
 */
@RecordKind({ kind: 'churnSpell', table: 'churn_spell', tracked: false })
@Index('ix_churn_spell_open', ['openWarningId', 'id'])
export class ChurnSpell extends StoredRecord {
  /** The last purchase known when the customer was warned of last: it names the silence. */
  @Column({ type: 'date' })
  spell: string;

  /** The warning that is open or acted on; null when none is. */
  @Column({ type: 'bigint', nullable: true })
  openWarningId: string | null;

  static of(customerId: string): ChurnSpell {
    return Object.assign(new ChurnSpell(), { id: customerId, openWarningId: null });
  }

  open(warningId: string, spell: string): void {
    this.openWarningId = warningId;
    this.spell = spell;
  }

  close(): void {
    this.openWarningId = null;
  }

  /** The customer is deleted; if it ever comes back it may be warned of in the same silence again. */
  forget(): void {
    this.close();
    this.spell = LONG_AGO;
  }
}

/** What the warning rules want to know of a customer's guard row; null where there is none yet. */
export function spellsOf(guard: Pick<ChurnSpell, 'spell' | 'openWarningId'> | null): SpellPair {
  if (!guard) return {};
  return guard.openWarningId === null ? { closedSpell: guard.spell } : { openSpell: guard.spell };
}

type SpellPair = Pick<WarningSituation, 'openSpell' | 'closedSpell'>;

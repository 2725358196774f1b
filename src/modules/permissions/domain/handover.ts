import { Column, Index } from 'typeorm';
import { RecordKind } from '../../../kernel/database/record-kind.js';
import { BulkRun } from '../../../kernel/jobs/bulk-run.js';
import { defineStates } from '../../../kernel/states/transition-table.js';
import type { HandoverStateName } from './handover-enums.js';
import type { HandoverRule, HandoverTerms, NamedRecord } from './handover-rules.js';
import type { Share } from './handover-shares.js';

/** How long after its end a hand-over can be undone. */
export const UNDO_HOURS = 72;
const HOUR_MS = 3_600_000;
const NONE = '0';

const STATES = defineStates<HandoverStateName, 'finish' | 'stop' | 'fail' | 'undo'>(
  'Handover',
  'RUNNING',
  {
    RUNNING: { finish: 'DONE', stop: 'STOPPED', fail: 'FAILED' },
    DONE: { undo: 'UNDOING' },
    STOPPED: { undo: 'UNDOING' },
    FAILED: { undo: 'UNDOING' },
    UNDOING: { finish: 'UNDONE', stop: 'STOPPED', fail: 'FAILED' },
    UNDONE: {},
  },
  {
    idField: 'handoverId',
    statesEnum: 'HandoverState',
    actions: {
      finish: { zh: '完成', en: 'Finish' },
      stop: { zh: '停止', en: 'Stop' },
      fail: { zh: '放弃', en: 'Give up' },
      undo: { zh: '撤销', en: 'Undo' },
    },
  },
);

/** What a new hand-over is made of. */
export type HandoverFacts = HandoverTerms & {
  readonly personName: string;
  readonly disable: boolean;
  readonly givenReason: string;
  readonly total: number;
};

/** One leaver's things going to others 离职交接: its terms, how far it is, and its account. Kinds are gone through in order, again and again until nothing new is found. */
@RecordKind({ kind: 'handover', table: 'handover' })
@Index('ix_handover_person', ['personId', 'state'])
@Index('ix_handover_state', ['state', 'id'])
@Index('ix_handover_owner', ['createdBy', 'deletedAt', 'id'])
@Index('ix_handover_department', ['departmentId', 'deletedAt', 'id'])
export class Handover extends BulkRun implements HandoverTerms {
  @Column({ type: 'bigint' })
  personId: string;

  @Column({ type: 'varchar', length: 100 })
  personName: string;

  /** The leaver's department at the start. */
  @Column({ type: 'bigint' })
  departmentId: string;

  @Column({ type: 'varchar', length: 500 })
  givenReason: string;

  @Column({ type: 'varchar', length: 20 })
  state: HandoverStateName;

  @Column({ type: 'json' })
  rules: HandoverRule[];

  @Column({ type: 'json' })
  records: NamedRecord[];

  @Column({ type: 'boolean' })
  closedToo: boolean;

  /** Whether the leaver is disabled at the end. */
  @Column({ type: 'boolean' })
  disable: boolean;

  /** Records found at the start. */
  @Column({ type: 'int' })
  total: number;

  @Column({ type: 'int' })
  moved: number;

  /** Records of this pass that nobody could take. */
  @Column({ type: 'int' })
  leftOver: number;

  @Column({ type: 'json' })
  shares: Share[];

  /** Index of the kind that is being gone through. */
  @Column({ type: 'int' })
  kindAt: number;

  /** The last record that was looked at. */
  @Column({ type: 'bigint' })
  afterId: string;

  @Column({ type: 'int' })
  movedInPass: number;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  disabledAt: Date | null;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  finishedAt: Date | null;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  undoUntil: Date | null;

  @Column({ type: 'bigint', nullable: true })
  undoneBy: string | null;

  @Column({ type: 'int' })
  givenBack: number;

  @Column({ type: 'int' })
  kept: number;

  static of(facts: HandoverFacts): Handover {
    const place = { kindAt: 0, afterId: NONE, movedInPass: 0, tries: 0 };
    const account = { moved: 0, leftOver: 0, shares: [], givenBack: 0, kept: 0 };
    const times = { disabledAt: null, finishedAt: null, undoUntil: null, undoneBy: null };
    return Object.assign(new Handover(), { ...facts, ...place, ...account, ...times, state: STATES.initial });
  }

  get open(): boolean {
    return this.state === 'RUNNING' || this.state === 'UNDOING';
  }

  /** Takes a batch into the account. */
  count(looked: { readonly last: string; readonly moved: number; readonly leftOver: number }, shares: Share[]): void {
    this.afterId = looked.last;
    this.moved += looked.moved;
    this.movedInPass += looked.moved;
    this.leftOver += looked.leftOver;
    this.shares = shares;
    this.tries = 0;
  }

  nextKind(): void {
    this.kindAt += 1;
    this.afterId = NONE;
    this.tries = 0;
  }

  /** Begins at the first kind again, for what has come in meanwhile. */
  nextPass(): void {
    Object.assign(this, { kindAt: 0, afterId: NONE, movedInPass: 0, leftOver: 0, tries: 0 });
  }

  /** The work, or the undoing of it, has ended. Throws TRANSITION_REFUSED. */
  end(how: 'finish' | 'stop' | 'fail', at: Date): void {
    const undoing = this.state === 'UNDOING';
    this.state = STATES.next(this.state, how);
    if (undoing) return;
    this.finishedAt = at;
    this.undoUntil = new Date(at.getTime() + UNDO_HOURS * HOUR_MS);
  }

  /** Begins to give back. Throws TRANSITION_REFUSED. */
  undo(by: string): void {
    this.state = STATES.next(this.state, 'undo');
    Object.assign(this, { undoneBy: by, tries: 0 });
  }

  /** Takes journal entries that were gone through into the account. */
  countBack(entries: number, kept: number): void {
    this.givenBack += entries - kept;
    this.kept += kept;
    this.tries = 0;
  }
}

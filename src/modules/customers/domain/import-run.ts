import { Column, Index } from 'typeorm';
import { RecordKind } from '../../../kernel/database/record-kind.js';
import { BulkRun } from '../../../kernel/jobs/bulk-run.js';
import type { ImportKindName, ImportStateName } from './import-enums.js';

/** Column → value in the file → value to take instead. */
export type ValueMappings = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A value that was replaced, and in how many cells. */
export interface MappedCount {
  readonly column: string;
  readonly from: string;
  readonly to: string;
  cells: number;
}

/** What became of a row. */
export type RowOutcome = 'created' | 'updated' | 'unchanged' | 'refused';

const COUNTER_OF = {
  created: 'createdRows',
  updated: 'updatedRows',
  unchanged: 'unchangedRows',
  refused: 'refusedRows',
} as const;

/** One import: its file, how far it is, and its account. Each transaction moves `nextRow` on together with the rows it wrote. */
@RecordKind({ kind: 'customerImport', table: 'customer_import', tracked: false })
@Index('ix_customer_import_state', ['state', 'id'])
export class ImportRun extends BulkRun {
  /** Who imports; every row is checked against this person's rights of the moment. */
  @Column({ type: 'bigint' })
  personId: string;

  @Column({ type: 'bigint' })
  blobId: string;

  @Column({ type: 'varchar', length: 20 })
  kind: ImportKindName;

  @Column({ type: 'boolean' })
  dryRun: boolean;

  @Column({ type: 'varchar', length: 20 })
  state: ImportStateName;

  @Column({ type: 'json' })
  mappings: ValueMappings;

  @Column({ type: 'json' })
  mappedValues: MappedCount[];

  /** Null until the file has been read. */
  @Column({ type: 'int', nullable: true })
  rowsTotal: number | null;

  /** Rows done, in the order of work; the next one to do. */
  @Column({ type: 'int' })
  nextRow: number;

  @Column({ type: 'int' })
  createdRows: number;

  @Column({ type: 'int' })
  updatedRows: number;

  @Column({ type: 'int' })
  unchangedRows: number;

  @Column({ type: 'int' })
  refusedRows: number;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  finishedAt: Date | null;

  static of(facts: Pick<ImportRun, 'personId' | 'blobId' | 'kind' | 'dryRun' | 'mappings'>): ImportRun {
    return Object.assign(new ImportRun(), {
      ...facts,
      state: 'WAITING' as const,
      mappedValues: [],
      rowsTotal: null,
      nextRow: 0,
      tries: 0,
      createdRows: 0,
      updatedRows: 0,
      unchangedRows: 0,
      refusedRows: 0,
      finishedAt: null,
    });
  }

  get open(): boolean {
    return this.state === 'WAITING' || this.state === 'RUNNING';
  }

  /** The file was read and has so many rows. */
  begin(rowsTotal: number): void {
    this.rowsTotal = rowsTotal;
    this.state = 'RUNNING';
  }

  /** Takes a batch into the account; the last one ends the import. */
  count(outcomes: readonly RowOutcome[], mapped: readonly MappedCount[], at: Date): void {
    for (const outcome of outcomes) this[COUNTER_OF[outcome]] += 1;
    this.nextRow += outcomes.length;
    this.tries = 0;
    this.mappedValues = addCounts(this.mappedValues, mapped);
    if (this.nextRow >= (this.rowsTotal ?? 0)) this.end('DONE', at);
  }

  end(state: 'DONE' | 'REFUSED' | 'FAILED', at: Date): void {
    this.state = state;
    this.finishedAt = at;
  }
}

/** The sum of two counts of replaced values; neither is changed. */
export function addCounts(known: readonly MappedCount[], more: readonly MappedCount[]): MappedCount[] {
  const sum = known.map((entry) => ({ ...entry }));
  for (const entry of more) {
    const same = sum.find(({ column, from, to }) => column === entry.column && from === entry.from && to === entry.to);
    if (same) same.cells += entry.cells;
    else sum.push({ ...entry });
  }
  return sum;
}

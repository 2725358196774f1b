import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';

/** What is wrong with a cell or a row; a code of the message catalogue with its values. */
export interface RowProblem {
  readonly column: string | null;
  readonly value: string | null;
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
}

const LONGEST_VALUE = 200;

/** Why a row of an import was refused, or what is odd about the file as a whole. */
@RecordKind({ kind: 'customerImportProblem', table: 'customer_import_problem', tracked: false })
@Index('ix_customer_import_problem_import', ['importId', 'rowNumberInFile', 'id'])
export class ImportProblem extends StoredRecord {
  @Column({ type: 'bigint' })
  importId: string;

  /** As spreadsheets count, the header is row 1; null: the file as a whole. */
  @Column({ type: 'int', nullable: true })
  rowNumberInFile: number | null;

  @Column({ type: 'varchar', length: 100, nullable: true })
  columnName: string | null;

  @Column({ type: 'varchar', length: 200, nullable: true })
  value: string | null;

  @Column({ type: 'varchar', length: 60 })
  code: string;

  @Column({ type: 'json' })
  details: Record<string, unknown>;

  static of(importId: string, rowNumberInFile: number | null, problem: RowProblem): ImportProblem {
    const { column, value, code, details } = problem;
    return Object.assign(new ImportProblem(), {
      importId,
      rowNumberInFile,
      columnName: column?.slice(0, 100) ?? null,
      value: value?.slice(0, LONGEST_VALUE) ?? null,
      code,
      details: { ...details },
    });
  }
}

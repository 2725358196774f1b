import { Injectable } from '@nestjs/common';
import type { Work } from '../../../kernel/database/work.js';
import type { ImportBatch, RowResult } from '../domain/import-batch.js';
import type { ImportKindName } from '../domain/import-enums.js';
import type { MappedCount } from '../domain/import-run.js';
import { ImportContactRows } from './import-contact-rows.js';
import { ImportCustomerRows } from './import-customer-rows.js';

/** Checks and writes the rows of one kind of file. */
export interface RowWriter {
  write(work: Work, batch: ImportBatch): Promise<{ results: RowResult[]; mapped: MappedCount[] }>;
}

/** The writer of each kind of file. */
@Injectable()
export class RowWriters {
  constructor(
    private readonly customers: ImportCustomerRows,
    private readonly contacts: ImportContactRows,
  ) {}

  of(kind: ImportKindName): RowWriter {
    return kind === 'CUSTOMERS' ? this.customers : this.contacts;
  }
}

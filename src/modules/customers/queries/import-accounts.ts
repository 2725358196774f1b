import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { messageOf } from '../../../kernel/runtime/labels.js';
import type { Locale } from '../../../kernel/runtime/locale.js';
import type { ImportKindName, ImportStateName } from '../domain/import-enums.js';
import type { ImportRun, MappedCount } from '../domain/import-run.js';
import { ImportColumnsShown } from './import-columns-shown.js';
import { ImportFinder } from './import-finder.js';

/** A problem with its message in the asker's language. */
export interface ImportProblemView {
  readonly rowNumber: number | null;
  readonly column: string | null;
  readonly value: string | null;
  readonly code: string;
  readonly message: string;
}

/** How an import stands; rowsRead = created + updated + unchanged + refused, at any moment. */
export interface ImportAccount {
  readonly id: string;
  readonly kind: ImportKindName;
  readonly state: ImportStateName;
  readonly dryRun: boolean;
  readonly rowsTotal: number | null;
  readonly rowsRead: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: number;
  /** Cells whose value was replaced. */
  readonly mapped: number;
  readonly mappedValues: readonly MappedCount[];
  /** Percent. */
  readonly progress: number;
  readonly problems: readonly ImportProblemView[];
  readonly errorFileUrl: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

const MOST_PROBLEMS = 100;

/** Path of the file of refused rows. */
export const errorFilePath = (importId: string): string => `/imports/${importId}/errors.csv`;

/** Puts the account of an import together. */
@Injectable()
export class ImportAccounts {
  constructor(private readonly finder: ImportFinder) {}

  /** Without the values of columns that field rules keep from a reader who has not started it. Throws NotFound when it is missing or somebody else's. */
  async of(viewer: Viewer, importId: string, locale: Locale): Promise<ImportAccount> {
    const run = await this.finder.visibleRun(viewer, importId);
    const stored = await this.finder.problems(importId, MOST_PROBLEMS);
    const shown = new ImportColumnsShown(viewer, run);
    const problems = stored.map(({ details, ...rest }) => ({
      ...rest,
      value: shown.has(rest.column) ? rest.value : null,
      message: messageOf(rest.code, locale, details),
    }));
    const account = accountOf(run);
    return { ...account, mappedValues: account.mappedValues.filter(({ column }) => shown.has(column)), problems };
  }
}

function accountOf(run: ImportRun): Omit<ImportAccount, 'problems'> {
  const { id, kind, state, dryRun, rowsTotal, nextRow, mappedValues, createdAt, finishedAt } = run;
  return {
    id,
    kind,
    state,
    dryRun,
    rowsTotal,
    rowsRead: nextRow,
    created: run.createdRows,
    updated: run.updatedRows,
    unchanged: run.unchangedRows,
    refused: run.refusedRows,
    mapped: mappedValues.reduce((sum, { cells }) => sum + cells, 0),
    mappedValues,
    progress: run.open ? Math.floor((100 * nextRow) / Math.max(1, rowsTotal ?? 1)) : 100,
    errorFileUrl: run.refusedRows > 0 ? errorFilePath(id) : null,
    createdAt,
    finishedAt,
  };
}

import type { Viewer } from '../../../kernel/access/viewer.js';

/** What a report is asked over: by whom, of which moment, and the rows that stand for the dataset's view. */
export interface ReportGround {
  readonly viewer: Viewer;
  /** Null: now. */
  readonly at: Date | null;
  /** What stands after FROM. */
  readonly source: string;
}

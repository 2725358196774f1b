import type { DataScope, Viewer } from '../../../kernel/access/viewer.js';
import type { FittedModel } from './fit-churn-model.js';

/** What stays the same for all customers of a scan. */
export interface ScanContext {
  readonly viewer: Viewer | null;
  readonly scope: DataScope;
  /** Day in the company's zone. */
  readonly today: string;
  readonly threshold: number;
  readonly model: FittedModel;
  /** Heads of departments, as far as they were looked up. */
  readonly heads: Map<string, string | null>;
}

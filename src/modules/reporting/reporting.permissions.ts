import type { Viewer } from '../../kernel/access/viewer.js';
import { type Dataset, knownDatasets } from '../../kernel/lists/dataset.js';

/** Reporting has no actions of its own: each dataset is open to those who hold its report action, on the rows which that reaches. */
export function datasetsOf(viewer: Viewer): Dataset[] {
  return [...knownDatasets().values()].filter(({ reportAction }) => viewer.scopes.has(reportAction));
}

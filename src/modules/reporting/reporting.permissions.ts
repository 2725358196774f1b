import type { Viewer } from '../../kernel/access/viewer.js';
import { asSeenBy, type Dataset, knownDatasets } from '../../kernel/lists/dataset.js';

/** Reporting has no actions of its own: each dataset is open to those who hold its report action, on the rows which that reaches, without the fields that their rules keep from them. */
export function datasetsOf(viewer: Viewer): Dataset[] {
  const open = [...knownDatasets().values()].filter(({ reportAction }) => viewer.scopes.has(reportAction));
  return open.map((dataset) => asSeenBy(viewer, dataset));
}

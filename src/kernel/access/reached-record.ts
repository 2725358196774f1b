import { type ReadableKind, reachOf, type Sql, visible } from './readable.js';
import { scopeOf, type Viewer } from './viewer.js';

/**
 * The statement that finds and locks a record which the viewer sees, for an action of another kind that works on it: `deleted_at` and `may_act`, whether
 * the action reaches it. An action with scope ALL finds deleted records as well.
 */
export function reachedRecordSql(viewer: Viewer, kind: ReadableKind, action: string, id: string): Sql {
  const scope = scopeOf(viewer, action);
  const seen = scope.all ? { text: '1=1', params: [] } : visible(viewer, kind, 't');
  const may = reachOf(scope, kind, 't');
  return {
    text: `SELECT t.deleted_at, (${may.text}) AS may_act FROM ${kind.table} t WHERE t.id = ? AND ${seen.text} FOR UPDATE`,
    params: [...may.params, id, ...seen.params],
  };
}

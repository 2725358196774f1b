import { kindAt } from '../../../kernel/access/kind-at.js';
import { fromOf } from '../../../kernel/access/readable.js';
import { DEPARTMENTS } from '../../permissions/index.js';

/** Narrows figures to a part of the company; null means all that the asker sees. */
export interface FigureScope {
  readonly departmentId?: string | null;
  readonly ownerId?: string | null;
}

/** Condition on `t`: in that department or below it in the tree of the moment (when given), and of that owner (when given). */
export const FIGURE_SCOPE = {
  sql(at: Date | null): string {
    const tree = fromOf(kindAt(DEPARTMENTS.readable, at));
    return `(? IS NULL OR t.department_id IN (SELECT d.id FROM ${tree} d JOIN ${tree} top ON top.id = ?
  WHERE d.path LIKE CONCAT(top.path, '%'))) AND (? IS NULL OR t.owner_id = ?)`;
  },
};

/** The same in the tree of now. */
export const WITHIN_SCOPE = FIGURE_SCOPE.sql(null);

/** The values of WITHIN_SCOPE, in order. */
export function scopeParams({ departmentId = null, ownerId = null }: FigureScope): (string | null)[] {
  return [departmentId, departmentId, ownerId, ownerId];
}

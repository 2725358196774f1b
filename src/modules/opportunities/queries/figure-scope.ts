/** Narrows figures to a part of the company; null means all that the asker sees. */
export interface FigureScope {
  readonly departmentId?: string | null;
  readonly ownerId?: string | null;
}

/** Condition on `t`: in that department or below it (when given), and of that owner (when given). */
export const WITHIN_SCOPE = `(? IS NULL OR t.department_id IN (SELECT d.id FROM department d JOIN department top ON top.id = ?
  WHERE d.path LIKE CONCAT(top.path, '%'))) AND (? IS NULL OR t.owner_id = ?)`;

/** The values of WITHIN_SCOPE, in order. */
export function scopeParams({ departmentId = null, ownerId = null }: FigureScope): (string | null)[] {
  return [departmentId, departmentId, ownerId, ownerId];
}

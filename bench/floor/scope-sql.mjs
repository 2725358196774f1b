/**
 * The read predicate of the product's askers as SQL: mine, my departments', granted to me; 1=1 for those who see everything.
 * `scope` is { personId, departmentIds } with null departments for everything.
 */
export function scopeSql(alias, { kind, owner = 'owner_id' }, { personId, departmentIds }) {
  if (departmentIds === null) return { text: '1=1', params: [] };
  return {
    text: `(${alias}.${owner} IN (?) OR ${alias}.department_id IN (${places(departmentIds)}) OR ${alias}.id IN (
      SELECT g.record_id FROM record_grant g WHERE g.kind = ? AND g.person_id = ? AND g.level IN ('read','edit')
      AND g.deleted_at IS NULL AND (g.until IS NULL OR g.until > UTC_TIMESTAMP(3))))`,
    params: [personId, ...departmentIds, kind, personId],
  };
}

/** The same for rows that are seen with their customer. */
export function throughCustomerSql(alias, scope) {
  const inner = scopeSql('c', { kind: 'customer' }, scope);
  if (inner.params.length === 0) return inner;
  return {
    text: `EXISTS (SELECT 1 FROM customer c WHERE c.id = ${alias}.customer_id AND ${inner.text})`,
    params: inner.params,
  };
}

/** `?,?,…`, one for each value. */
export function places(values) {
  return values.map(() => '?').join(',');
}

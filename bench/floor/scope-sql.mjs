/**
 * The read predicate of the product's askers as SQL: mine, my departments', granted to me, and for what belongs to a customer by its team and its
 * owner; 1=1 for those who see everything. `scope` is { personId, departmentIds } with null departments for everything.
 */
export function scopeSql(alias, kind, scope) {
  const branches = scopeBranches(alias, kind, scope);
  if (branches.length === 1) return branches[0];
  return {
    text: `(${branches.map(({ text }) => text).join(' OR ')})`,
    params: branches.flatMap(({ params }) => params),
  };
}

/** The predicate taken apart into what an index can answer. */
export function scopeBranches(alias, { kind, owner = 'owner_id', ofCustomer = false }, { personId, departmentIds }) {
  if (departmentIds === null) return [{ text: '1=1', params: [] }];
  const granted = (key, spreading) => `${key} IN (SELECT g.record_id FROM record_grant g${
    spreading ? ' JOIN customer up ON up.id = g.record_id AND up.deleted_at IS NULL' : ''
  } WHERE g.kind = ? AND g.person_id = ? AND g.level IN ('read','edit')${spreading ? ' AND g.spreads = 1' : ''}
    AND g.deleted_at IS NULL AND (g.until IS NULL OR g.until > UTC_TIMESTAMP(3)))`;
  const branches = [
    { text: `${alias}.${owner} IN (?)`, params: [personId] },
    { text: `${alias}.department_id IN (${places(departmentIds)})`, params: departmentIds },
    { text: granted(`${alias}.id`, false), params: [kind, personId] },
  ];
  if (!ofCustomer) return branches;
  const key = `${alias}.customer_id`;
  return [
    ...branches,
    { text: granted(key, true), params: ['customer', personId] },
    {
      text: `${key} IN (SELECT up.id FROM customer up WHERE up.deleted_at IS NULL AND up.owner_id IN (?))`,
      params: [personId],
    },
  ];
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

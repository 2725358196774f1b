import { ASKERS } from '../data/organisation.mjs';

const SAMPLES = 240;

/** What the inputs are made of: who asks, what their scope is, customers and keywords within it. */
export async function gatherFacts(connection) {
  const [[manager]] = await connection.query('SELECT id, department_id AS departmentId FROM person WHERE login = ?', [
    ASKERS.manager,
  ]);
  const [departments] = await connection.query(
    `SELECT d.id FROM department d JOIN department top ON top.id = ? WHERE d.path LIKE CONCAT(top.path, '%') ORDER BY d.path`,
    [manager.departmentId],
  );
  const departmentIds = departments.map(({ id }) => id);
  const [customers] = await connection.query(
    'SELECT id, short_name AS shortName FROM customer WHERE department_id IN (?) AND deleted_at IS NULL ORDER BY id',
    [departmentIds],
  );
  const every = Math.max(1, Math.floor(customers.length / SAMPLES));
  const some = customers.filter((_, index) => index % every === 0).slice(0, SAMPLES);
  return {
    personId: manager.id,
    departmentIds,
    visibleCustomers: customers.length,
    customerIds: some.map(({ id }) => id),
    keywords: [...new Set(some.map(({ shortName }) => [...shortName].slice(0, 2).join('')))],
  };
}

/** The read scope of each asker, as the floor applies it. */
export function scopesOf({ personId, departmentIds }) {
  return { manager: { personId, departmentIds }, everything: { personId, departmentIds: null } };
}

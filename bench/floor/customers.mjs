import { firstOfEach, byId, rowsOf } from './rows.mjs';
import { places, scopeBranches, scopeSql, throughCustomerSql } from './scope-sql.mjs';

export const LISTED = `t.id, t.version, t.name, t.short_name AS shortName, t.tier, t.lifecycle, t.industry, t.city, t.phone, t.employees,
  t.created_at AS createdAt, t.updated_at AS updatedAt`;
const CUSTOMER = { kind: 'customer' };
const ORDERS = {
  NAME: { column: 'name', value: (row) => row.name },
  CREATED_AT: { column: 'created_at', value: (row) => row.createdAt },
};

/** A page of customers, filtered and ordered as asked. */
export async function list(pool, scope, variables) {
  return { customers: await page(pool, scope, variables) };
}

async function page(pool, scope, { first, filter, orderBy: [{ field, direction }] }) {
  const branches = scopeBranches('t', CUSTOMER, scope);
  const { column, value } = ORDERS[field];
  const asked = `t.tier = ? AND t.lifecycle IN (${places(filter.lifecycle.in)})`;
  const ordered = `ORDER BY t.${column} ${direction}, t.id ${direction} LIMIT ${first + 1}`;
  const parts = branches.map(
    ({ text }) =>
      `(SELECT t.${column}, t.id FROM customer t WHERE t.deleted_at IS NULL AND ${text} AND ${asked} ${ordered})`,
  );
  const text =
    parts.length === 1
      ? `SELECT ${LISTED} FROM customer t WHERE t.deleted_at IS NULL AND ${asked} ${ordered}`
      : `SELECT ${LISTED} FROM (${parts.join(' UNION ')}) page JOIN customer t ON t.id = page.id ${ordered}`;
  const rows = await rowsOf(
    pool,
    text,
    branches.flatMap(({ params }) => [...params, filter.tier.eq, ...filter.lifecycle.in]),
  );
  return pageOf(rows, first, `${field} ${direction}`, value);
}

function pageOf(rows, first, orderKey, value) {
  const nodes = rows.slice(0, first);
  const last = nodes.at(-1);
  const cursor = last && Buffer.from(JSON.stringify([orderKey, value(last), last.id])).toString('base64url');
  return { nodes, pageInfo: { hasNextPage: rows.length > first, endCursor: cursor ?? null } };
}

/** Customers whose search text contains the keyword, by scanning. */
export async function search(pool, scope, { first, filter }) {
  const seen = scopeSql('t', CUSTOMER, scope);
  const rows = await rowsOf(
    pool,
    `SELECT t.id, t.name, t.short_name AS shortName, t.city, t.phone FROM customer t
     WHERE t.deleted_at IS NULL AND ${seen.text} AND t.search_text LIKE ? ORDER BY t.name, t.id LIMIT ${first + 1}`,
    [...seen.params, `%${filter.search}%`],
  );
  return { customers: pageOf(rows, first, 'NAME ASC', ORDERS.NAME.value) };
}

/** A page of customers, each with its owner, contacts and open deals. */
export async function nested(pool, scope, variables) {
  const found = await page(pool, scope, variables);
  if (found.nodes.length === 0) return { customers: found };
  const ids = found.nodes.map(({ id }) => id);
  const [owners, contacts, deals] = await Promise.all([
    ownersOf(pool, ids),
    contactsOf(pool, scope, ids),
    openDealsOf(pool, scope, ids),
  ]);
  const nodes = found.nodes.map((customer) => ({
    ...customer,
    owner: owners.get(customer.id),
    contacts: { nodes: contacts.get(customer.id) },
    opportunities: { nodes: deals.get(customer.id) },
  }));
  return { customers: { ...found, nodes } };
}

async function ownersOf(pool, ids) {
  const rows = await rowsOf(
    pool,
    `SELECT t.id AS customerId, p.id, p.name FROM customer t JOIN person p ON p.id = t.owner_id AND p.deleted_at IS NULL
     WHERE t.id IN (${places(ids)})`,
    ids,
  );
  return new Map(rows.map(({ customerId, ...person }) => [customerId, person]));
}

async function contactsOf(pool, scope, ids) {
  const seen = throughCustomerSql('t', scope);
  const rows = await rowsOf(
    pool,
    `SELECT t.customer_id AS parent, t.id, t.name, t.title, t.phone, t.email FROM contact t
     WHERE t.customer_id IN (${places(ids)}) AND t.deleted_at IS NULL AND ${seen.text} ORDER BY t.customer_id, t.name, t.id`,
    [...ids, ...seen.params],
  );
  return firstOfEach(rows, ids, 5);
}

async function openDealsOf(pool, scope, ids) {
  const seen = scopeSql('t', { kind: 'opportunity', ofCustomer: true }, scope);
  const rows = await rowsOf(
    pool,
    `SELECT t.customer_id AS parent, t.id, t.name, t.stage_code AS stageCode, t.amount, t.currency,
       t.expected_close_on AS expectedCloseOn FROM opportunity t
     WHERE t.customer_id IN (${places(ids)}) AND t.deleted_at IS NULL AND t.stage_kind = 'OPEN' AND ${seen.text}
     ORDER BY t.customer_id, t.created_at DESC, t.id DESC`,
    [...ids, ...seen.params],
  );
  return firstOfEach(rows, ids, 5);
}

/** People by id, for links. */
export async function peopleOf(pool, ids) {
  if (ids.length === 0) return new Map();
  return byId(
    await rowsOf(pool, `SELECT id, name FROM person WHERE id IN (${places(ids)}) AND deleted_at IS NULL`, ids),
  );
}

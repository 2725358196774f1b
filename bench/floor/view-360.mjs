import { LISTED, peopleOf } from './customers.mjs';
import { byId, rowsOf } from './rows.mjs';
import { places, scopeSql, throughCustomerSql } from './scope-sql.mjs';

/** Everything about one customer; the parts are read side by side. */
export async function view360(pool, scope, { id }) {
  const seen = scopeSql('t', { kind: 'customer' }, scope);
  const [row] = await rowsOf(
    pool,
    `SELECT ${LISTED}, t.kind, t.credit_code AS creditCode, t.founded_year AS foundedYear, t.annual_revenue AS annualRevenue,
       t.revenue_currency AS revenueCurrency, t.country, t.website, t.source, t.tags, t.owner_id AS ownerId,
       t.department_id AS departmentId FROM customer t WHERE t.id = ? AND t.deleted_at IS NULL AND ${seen.text}`,
    [id, ...seen.params],
  );
  const { ownerId, departmentId, tags, ...customer } = row;
  const [owners, [department], contacts, interactions, opportunities, serviceCases, warnings, openApprovals] =
    await Promise.all([
      peopleOf(pool, [ownerId]),
      rowsOf(pool, 'SELECT id, name FROM department WHERE id = ? AND deleted_at IS NULL', [departmentId]),
      contactsOf(pool, scope, id),
      interactionsOf(pool, scope, id),
      dealsOf(pool, scope, id),
      casesOf(pool, scope, id),
      warningsOf(pool, scope, id),
      approvalsOf(pool, scope, id),
    ]);
  const parts = { contacts, interactions, opportunities, serviceCases, openApprovals };
  const pages = Object.entries(parts).map(([name, nodes]) => [name, { nodes }]);
  return {
    customer: {
      ...customer,
      tags: typeof tags === 'string' ? JSON.parse(tags) : tags,
      owner: owners.get(ownerId),
      department,
      openChurnWarning: warnings[0] ?? null,
      ...Object.fromEntries(pages),
    },
  };
}

async function contactsOf(pool, scope, id) {
  const seen = throughCustomerSql('t', scope);
  const rows = await rowsOf(
    pool,
    `SELECT t.id, t.name, t.title, t.phone, t.email, t.buying_role AS buyingRole, t.relationship_level AS relationshipLevel,
       t.do_not_contact AS doNotContact FROM contact t
     WHERE t.customer_id = ? AND t.deleted_at IS NULL AND ${seen.text} ORDER BY t.name, t.id LIMIT 20`,
    [id, ...seen.params],
  );
  return rows.map((row) => ({ ...row, doNotContact: row.doNotContact === 1 }));
}

async function interactionsOf(pool, scope, id) {
  const seen = throughCustomerSql('t', scope);
  const rows = await rowsOf(
    pool,
    `SELECT t.id, t.channel, t.happened_at AS happenedAt, t.summary, t.follow_up_on AS followUpOn, t.author_id AS authorId,
       t.contact_id AS contactId FROM interaction t
     WHERE t.customer_id = ? AND t.deleted_at IS NULL AND ${seen.text} ORDER BY t.happened_at DESC, t.id DESC LIMIT 20`,
    [id, ...seen.params],
  );
  const distinct = (name) => [...new Set(rows.map((row) => row[name]).filter((one) => one !== null))];
  const [people, contacts] = await Promise.all([
    peopleOf(pool, distinct('authorId')),
    namesOf(pool, scope, distinct('contactId')),
  ]);
  return rows.map(({ authorId, contactId, ...row }) => ({
    ...row,
    author: people.get(authorId) ?? null,
    contact: contacts.get(contactId) ?? null,
  }));
}

async function namesOf(pool, scope, ids) {
  if (ids.length === 0) return new Map();
  const seen = throughCustomerSql('t', scope);
  const text = `SELECT t.id, t.name FROM contact t WHERE t.id IN (${places(ids)}) AND t.deleted_at IS NULL AND ${seen.text}`;
  return byId(await rowsOf(pool, text, [...ids, ...seen.params]));
}

async function dealsOf(pool, scope, id) {
  const seen = scopeSql('t', { kind: 'opportunity', ofCustomer: true }, scope);
  return rowsOf(
    pool,
    `SELECT t.id, t.name, t.stage_code AS stageCode, t.stage_kind AS state, t.amount, t.currency,
       t.expected_close_on AS expectedCloseOn, t.closed_on AS closedOn FROM opportunity t
     WHERE t.customer_id = ? AND t.deleted_at IS NULL AND ${seen.text} ORDER BY t.created_at DESC, t.id DESC LIMIT 20`,
    [id, ...seen.params],
  );
}

async function casesOf(pool, scope, id) {
  const seen = scopeSql('t', { kind: 'serviceCase', ofCustomer: true }, scope);
  return rowsOf(
    pool,
    `SELECT t.id, t.number, t.subject, t.state, t.opened_at AS openedAt FROM service_case t
     WHERE t.customer_id = ? AND t.deleted_at IS NULL AND ${seen.text} ORDER BY t.opened_at DESC, t.id DESC LIMIT 10`,
    [id, ...seen.params],
  );
}

async function warningsOf(pool, scope, id) {
  const seen = scopeSql('t', { kind: 'churnWarning' }, scope);
  return rowsOf(
    pool,
    `SELECT t.id, t.state, t.score FROM churn_warning t
     WHERE t.customer_id = ? AND t.state IN ('OPEN', 'ACTED') AND t.deleted_at IS NULL AND ${seen.text} LIMIT 1`,
    [id, ...seen.params],
  );
}

async function approvalsOf(pool, scope, id) {
  const seen = scopeSql('t', { kind: 'approval', owner: 'submitter_id' }, scope);
  return rowsOf(
    pool,
    `SELECT t.id, t.subject, t.state, t.submitted_at AS submittedAt FROM approval t
     WHERE t.record_kind = 'customer' AND t.record_id = ? AND t.state = 'PENDING' AND t.deleted_at IS NULL AND ${seen.text}
     ORDER BY t.submitted_at DESC, t.id DESC LIMIT 10`,
    [id, ...seen.params],
  );
}

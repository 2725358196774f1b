import { idAt, idsOf, moment, PERIODS } from '../data/calendar.mjs';
import { insertTracked, recordColumns } from '../data/insert.mjs';

/** Part of the customers that are shared: with one person, and so also beside whoever sees all. */
const SHARED_PART = 0.3;
/** How many customers the department of the second asker has. */
const DEPARTMENT_CUSTOMERS = 2_000;
const PART = 1_020;

/** Who asks: by what way they reach customers. */
export const ASKERS = [
  { login: 'access.own', title: 'own', role: 'sales' },
  { login: 'access.department', title: 'department of 2 000', role: 'access_department' },
  { login: 'access.half', title: 'half of the company', role: 'sales_manager' },
  { login: 'access.all', title: 'all, 30 % shared', role: 'executive' },
  { login: 'access.shared', title: 'own, and 30 % shared', role: 'sales' },
];

/**
 * Makes the departments, people and sessions of the askers: one half of the company below one department, the other beside it, and a small
 * department of its own. Answers whom customers belong to, one after the other, and the askers' ids.
 */
export async function makeAskers(connection) {
  const at = moment(PERIODS.department.from);
  const [[root]] = await connection.query('SELECT id, path FROM department WHERE parent_id IS NULL');
  let made = 0;
  const nextId = () => idAt(PERIODS.department.from + (made += 1), PART);
  const department = (name, parent) => {
    const id = nextId();
    const place = { parent_id: parent.id, path: `${parent.path}${id}/`, head_id: null, external_key: null };
    return { ...recordColumns(id, at), name, ...place };
  };
  const halves = ['一半', '另一半'].map((name) => department(name, root));
  const teams = halves.flatMap((half) =>
    Array.from({ length: 50 }, (_, n) => department(`${half.name} ${n + 1}`, half)),
  );
  const small = department('小部门', halves[1]);
  await insertTracked(connection, 'department', [...halves, ...teams, small]);
  const [half, other] = halves;
  const homes = { 'access.half': half, 'access.all': root, 'access.department': small };
  const people = ASKERS.map(({ login }) => person(nextId(), login, (homes[login] ?? other).id, at));
  const owners = teams.flatMap(({ id }, team) =>
    Array.from({ length: 20 }, (_, n) => person(nextId(), `access.p${team}.${n}`, id, at)),
  );
  await insertTracked(connection, 'person', [...people, ...owners]);
  await giveRoles(connection, people, nextId, at);
  const [own] = people;
  return {
    ids: Object.fromEntries(people.map(({ login, id }) => [login, id])),
    ownerOf: (index) => {
      if (index < DEPARTMENT_CUSTOMERS) return { id: people[1].id, departmentId: small.id };
      const owner = index % 400 === 0 ? own : owners[index % owners.length];
      return { id: owner.id, departmentId: owner.department_id };
    },
  };
}

async function giveRoles(connection, people, nextId, at) {
  const [roles] = await connection.query('SELECT id, code FROM role');
  const permissions = ['customer.read', 'contact.read', 'opportunity.read', 'person.read'].map((action) => ({
    action,
    scope: 'DEPARTMENT',
  }));
  const role = {
    ...recordColumns(nextId(), at),
    code: 'access_department',
    name: 'Department',
    administrator: 0,
    level: 1,
  };
  await insertTracked(connection, 'role', [{ ...role, permissions: JSON.stringify(permissions), field_rules: '[]' }]);
  const known = new Map([...roles, role].map(({ code, id }) => [code, id]));
  const memberships = people.map(({ id }, index) => ({
    ...recordColumns(nextId(), at),
    person_id: id,
    role_id: known.get(ASKERS[index].role),
  }));
  await insertTracked(connection, 'role_membership', memberships);
  const [[administrator]] = await connection.query('SELECT password_hash AS hash FROM credential LIMIT 1');
  const credentials = people.map(({ id }) => ({
    ...recordColumns(nextId(), at),
    person_id: id,
    password_hash: administrator.hash,
  }));
  await insertTracked(connection, 'credential', credentials, { password_hash: '•' });
}

function person(id, login, departmentId, at) {
  return {
    ...{ ...recordColumns(id, at), login, name: login, type: 'STAFF', level: 1, department_id: departmentId },
    ...{ position_id: null, manager_id: null, email: null, phone: null, active: 1, search_text: login },
  };
}

/** Columns that `grantRows` fills, in its order. */
export const GRANT_COLUMNS = [
  ...['id', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by', 'deleted_at'],
  ...['kind', 'record_id', 'person_id', 'level', 'until', 'spreads', 'cause', 'cause_id'],
];

/** Rows of grants: every so many customers are shared with the person, some for ever, some for a time. */
export function* grantRows(customers, personId) {
  const ids = idsOf('interaction', customers.length);
  const at = moment(PERIODS.interaction.from);
  for (let index = 0; index < customers.length; index += 1) {
    if ((index * 7) % 10 >= SHARED_PART * 10) continue;
    const until = index % 2 === 0 ? null : '2036-01-01 00:00:00.000';
    const record = customers[index].id;
    yield [
      ...[ids[index], 1, at, null, at, null, null],
      ...['customer', record, personId, 'read', until, 0, 'share', record],
    ];
  }
}

import { idsOf, madeAt, moment, PERIODS } from './calendar.mjs';
import { insertTracked, recordColumns } from './insert.mjs';
import { Random } from './random.mjs';
import { personName } from './words.mjs';

/** Teams below each of the five regions; with root and regions 20 departments. */
const TEAMS = [2, 3, 3, 3, 3];
const PEOPLE = 400;
/** Part of the sales people who work in the first region: a tenth of all data is theirs. */
const FIRST_REGION = 0.1;

/** Who asks in the bench: the head of the first region, and an executive who sees everything. */
export const ASKERS = { manager: 'bench.manager', everything: 'bench.executive' };

/**
 * Makes departments, people and their roles below the root department. Askers can sign in with the administrator's password.
 * Answers the sales people and their departments.
 */
export async function makeOrganisation(connection, { searchTextOf, grams }) {
  const [[root]] = await connection.query('SELECT id, path FROM department WHERE parent_id IS NULL');
  const [roles] = await connection.query('SELECT id, code FROM role');
  const [[administrator]] = await connection.query('SELECT password_hash AS hash FROM credential LIMIT 1');
  const regions = departmentsBelow(root);
  const people = peopleOf(regions, root, searchTextOf);
  const headed = regions.flatMap(({ region, teams }) => [region, ...teams]);
  for (const department of headed)
    department.head_id = people.find((person) => person.department_id === department.id).id;
  await insertTracked(connection, 'department', headed);
  await insertTracked(connection, 'person', people);
  for (const { id, search_text: text } of people) grams.add('person', id, text);
  const roleOf = (person) => ({ MANAGER: 'sales_manager', EXECUTIVE: 'executive' })[person.type] ?? 'sales';
  const memberships = idsOf('role_membership', people.length).map((id, index) => ({
    ...recordColumns(id, moment(PERIODS.role_membership.from)),
    person_id: people[index].id,
    role_id: roles.find(({ code }) => code === roleOf(people[index])).id,
  }));
  await insertTracked(connection, 'role_membership', memberships);
  const askers = people.filter(({ login }) => Object.values(ASKERS).includes(login));
  const credentials = idsOf('credential', askers.length).map((id, index) => ({
    ...recordColumns(id, moment(PERIODS.credential.from)),
    person_id: askers[index].id,
    password_hash: administrator.hash,
  }));
  await insertTracked(connection, 'credential', credentials, { password_hash: '•' });
  return people
    .filter(({ type }) => type !== 'EXECUTIVE')
    .map(({ id, department_id: departmentId }) => ({ id, departmentId }));
}

function departmentsBelow(root) {
  const count = TEAMS.length + TEAMS.reduce((sum, teams) => sum + teams, 0);
  const ids = idsOf('department', count);
  const make = (name, parent) => {
    const id = ids.shift();
    const columns = { name, parent_id: parent.id, path: `${parent.path}${id}/`, head_id: null, external_key: null };
    return { ...recordColumns(id, moment(PERIODS.department.from)), ...columns };
  };
  return TEAMS.map((teams, number) => {
    const region = make(`大区 ${number + 1}`, root);
    return {
      region,
      teams: Array.from({ length: teams }, (_, team) => make(`大区 ${number + 1} 团队 ${team + 1}`, region)),
    };
  });
}

function peopleOf(regions, root, searchTextOf) {
  const random = new Random(1);
  const ids = idsOf('person', PEOPLE + 1);
  const places = Array.from({ length: PEOPLE }, (_, index) => placeOf(index, regions));
  const managed = new Set();
  const people = places.map((departmentId, index) => {
    const isHead = !managed.has(departmentId);
    managed.add(departmentId);
    const login = index === 0 ? ASKERS.manager : `bench.p${index}`;
    return person(random, { id: ids[index], index, login, departmentId, type: isHead ? 'MANAGER' : 'STAFF' });
  });
  const index = PEOPLE;
  const executive = { id: ids[index], index, login: ASKERS.everything, departmentId: root.id, type: 'EXECUTIVE' };
  return [...people, person(random, executive)].map((one) => ({
    ...one,
    search_text: searchTextOf.person({ name: one.name, login: one.login, phone: one.phone }),
  }));
}

/** The region's head comes first, then its teams in turn. */
function placeOf(index, regions) {
  const inFirst = Math.round(PEOPLE * FIRST_REGION);
  const rest = (PEOPLE - inFirst) / (regions.length - 1);
  const number = index < inFirst ? 0 : 1 + Math.floor((index - inFirst) / rest);
  const within = index < inFirst ? index : Math.floor((index - inFirst) % rest);
  const { region, teams } = regions[number];
  return within === 0 ? region.id : teams[within % teams.length].id;
}

function person(random, { id, index, login, departmentId, type }) {
  return {
    ...recordColumns(id, moment(madeAt(PERIODS.person, index, PEOPLE + 1))),
    login,
    name: personName(random),
    type,
    level: type === 'STAFF' ? 1 : 5,
    department_id: departmentId,
    position_id: null,
    manager_id: null,
    email: `${login}@example.com`,
    phone: `1540${String(index).padStart(7, '0')}`,
    active: 1,
  };
}

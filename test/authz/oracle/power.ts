import { type Row, rowsOf, type Value } from '../world/rows.js';
import type { Oracle } from './oracle.js';
import { givesRead, type Permission, permissionsOf, ruleOfRole, strictness } from './role.js';

/** How far an action reaches somebody: everything, or owners and departments. */
interface Reach {
  readonly all: boolean;
  readonly owners: readonly Value[];
  readonly departments: readonly Value[];
}

/**
 * §5: whether nothing that the person holds exceeds what the asker holds: no role by which an action reaches further, none with a milder
 * field rule, no higher level. The administrator role is bound by no level, and only an administrator has power over one.
 */
export function powerOver(oracle: Oracle, asker: Row, person: Row, fields: readonly string[]): boolean {
  if (person.id === asker.id) return true;
  if (!oracle.administrator(asker) && Number(person['level']) > Number(asker['level'])) return false;
  return oracle.rolesOf(person).every((role) => mayGive(oracle, asker, role, person, fields));
}

/** §5: whether the role gives the person nothing that exceeds what the asker holds. */
export function mayGive(oracle: Oracle, asker: Row, role: Row, person: Row, fields: readonly string[]): boolean {
  if (role['administrator'] === true) return oracle.administrator(asker);
  const given = permissionsOf(role).filter(({ scope }) => scope !== 'NONE');
  return given.every((one) => notFurther(oracle, asker, one, person)) && noMilder(oracle, asker, role, fields);
}

function notFurther(oracle: Oracle, asker: Row, permission: Permission, person: Row): boolean {
  if (oracle.reachesAll(asker, permission.action)) return true;
  const held = oracle
    .permissionsFor(asker, permission.action)
    .filter((one) => one.permission.scope !== 'NONE')
    .map((one) => reachOf(oracle, one.permission, one.as));
  const given = reachOf(oracle, permission, person);
  const within = (ids: readonly Value[], of: 'owners' | 'departments'): boolean =>
    ids.every((id) => held.some((reach) => reach[of].includes(id)));
  const owners = given.owners.filter((id) => id !== person.id);
  return held.length > 0 && !given.all && within(owners, 'owners') && within(given.departments, 'departments');
}

function reachOf(oracle: Oracle, { scope, departmentIds = [] }: Permission, person: Row): Reach {
  const own = { all: false, owners: [person.id], departments: [] };
  switch (scope) {
    case 'ALL':
      return { all: true, owners: [], departments: [] };
    case 'OWN_TEAM':
      return { ...own, owners: [person.id, ...oracle.teamOf(person)] };
    case 'DEPARTMENT':
      return { ...own, departments: oracle.departmentsOf(person) };
    case 'DEPARTMENT_AND_BELOW':
      return { ...own, departments: below(oracle, person) };
    case 'NAMED_DEPARTMENTS':
      return { all: false, owners: [], departments: departmentIds };
    default:
      return own;
  }
}

function below(oracle: Oracle, person: Row): Value[] {
  const places = rowsOf(oracle.world, 'Department').map(({ id }) => id);
  return places.filter((id) => oracle.departmentsOf(person).some((above) => oracle.within(id, above)));
}

/** Whether the role keeps from its holder what the asker's own rules keep from the asker, of every kind that it lets them read. */
function noMilder(oracle: Oracle, asker: Row, role: Row, fields: readonly string[]): boolean {
  return fields
    .filter((name) => givesRead(role, name))
    .every((name) => strictness(ruleOfRole(role, name)) >= strictness(oracle.rule(asker, name)));
}

/** Where §5 leaves open who counts as an administrator: by role and by kind of account they are different people. */
export function powerIsOpen(oracle: Oracle, asker: Row, person: Row): boolean {
  const byAccount = asker['type'] === 'ADMINISTRATOR' && oracle.reachesAll(asker, 'role.edit');
  const chief = oracle.rolesOf(person).some((role) => role['administrator'] === true);
  return chief && byAccount !== oracle.administrator(asker);
}

import { type Row, rowsOf, type Value } from '../world/rows.js';
import type { Oracle } from './oracle.js';
import { givesSight, type Permission, permissionsOf, ruleOfRole, strictness } from './roles.js';

/** Whose roles count for the asker: for giving their own alone, else those of principals too. */
type By = 'own' | 'all';

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
  return oracle.rolesOf(person).every((role) => noMore(oracle, asker, role, person, fields, 'all'));
}

/** §5: whether the role gives the person nothing that exceeds what the asker holds by roles of their own. */
export function mayGive(oracle: Oracle, asker: Row, role: Row, person: Row, fields: readonly string[]): boolean {
  return noMore(oracle, asker, role, person, fields, 'own');
}

/**
 * §5: whether the asker may appoint a deputy of somebody else, who reaches what the principal reaches, own rows included; `self`: the asker.
 */
export function mayAppoint(
  oracle: Oracle,
  asker: Row,
  principal: Row,
  fields: readonly string[],
  self: boolean,
): boolean {
  if (oracle.administrator(asker)) return true;
  if (self || Number(principal['level']) > Number(asker['level'])) return false;
  const actions = oracle
    .rolesOf(principal)
    .flatMap(permissionsOf)
    .filter(({ scope }) => scope !== 'NONE')
    .map(({ action }) => action);
  const departments = oracle.departmentsOf(principal);
  const reachesOwn = actions.every((action) => {
    const held = heldReach(oracle, asker, action, 'own');
    return (
      held.some(({ all, owners }) => all || owners.includes(principal.id)) ||
      departments.every((id) => held.some((reach) => reach.departments.includes(id)))
    );
  });
  return reachesOwn && oracle.rolesOf(principal).every((role) => mayGive(oracle, asker, role, principal, fields));
}

function noMore(oracle: Oracle, asker: Row, role: Row, person: Row, fields: readonly string[], by: By): boolean {
  if (role['administrator'] === true) return oracle.administrator(asker);
  const given = permissionsOf(role).filter(({ scope }) => scope !== 'NONE');
  return given.every((one) => notFurther(oracle, asker, one, person, by)) && noMilder(oracle, asker, role, fields, by);
}

function heldReach(oracle: Oracle, asker: Row, action: string, by: By): Reach[] {
  const permissions = by === 'own' ? oracle.ownPermissionsFor(asker, action) : oracle.permissionsFor(asker, action);
  return permissions
    .filter(({ permission }) => permission.scope !== 'NONE')
    .map(({ permission, as }) => reachOf(oracle, permission, as));
}

function notFurther(oracle: Oracle, asker: Row, permission: Permission, person: Row, by: By): boolean {
  if (oracle.administrator(asker)) return true;
  const held = heldReach(oracle, asker, permission.action, by);
  if (held.some(({ all }) => all)) return true;
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

/** Whether the role keeps from its holder what the asker's rules keep from the asker, of every field that it gives sight of. */
function noMilder(oracle: Oracle, asker: Row, role: Row, fields: readonly string[], by: By): boolean {
  const rule = (name: string): string | null => (by === 'own' ? oracle.ownRule(asker, name) : oracle.rule(asker, name));
  return fields
    .filter((name) => givesSight(role, name))
    .every((name) => strictness(ruleOfRole(role, name)) >= strictness(rule(name)));
}

/** §3: whether the asker may make members of the customer's team who edit: they edit its deals and cases, and so must the asker where it stands. */
export function mayLead(oracle: Oracle, asker: Row, customer: Row): boolean {
  return ['opportunity.edit', 'serviceCase.edit'].every((action) =>
    oracle.holdsByRole(asker, action, 'Customer', customer, true),
  );
}

/** Where §5 leaves open who counts as an administrator: by role and by kind of account they are different people. */
export function powerIsOpen(oracle: Oracle, asker: Row, person: Row): boolean {
  const byAccount = asker['type'] === 'ADMINISTRATOR' && oracle.reachesAll(asker, 'role.edit');
  const chief = oracle.rolesOf(person).some((role) => role['administrator'] === true);
  return chief && byAccount !== oracle.administrator(asker);
}

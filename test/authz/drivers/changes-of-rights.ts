import type { Oracle } from '../oracle/oracle.js';
import type { Permission } from '../oracle/role.js';
import type { Suite } from '../run/suite.js';
import type { Chance } from '../support/chance.js';
import { changeRow, insertRows } from '../world/insert-world.js';
import { type Row, rowsOf, type World } from '../world/rows.js';

/** One change of somebody's rights, made in the database past the product, as another instance makes it. */
export interface Change {
  readonly name: string;
  readonly person: Row;
  /** What the change can do to what the person sees; null: either. */
  readonly only: 'adds' | 'takes' | null;
  /** The person is nobody afterwards. */
  readonly ends: boolean;
  readonly make: (suite: Suite) => Promise<void>;
}

const REASSIGNED = ['Customer', 'Opportunity', 'ServiceCase'] as const;

/** Rounds of changes: such that only add or only take first, each for somebody else; then those that do either. */
export function changesFor(oracle: Oracle, people: readonly Row[], chance: Chance): Change[][] {
  const { world } = oracle;
  const [a, b, c, d] = people;
  const apart = a && people.find((one) => one !== a && !areDeputies(oracle, a, one));
  const monotonic = [...(a ? granted(world, a, chance) : []), ...(apart ? lessRoles(world, apart) : [])];
  const others = [
    ...(a ? narrowed(world, a) : []),
    ...(b ? moved(world, b, chance) : []),
    ...(c ? reassigned(world, c, chance) : []),
    ...(d ? [disabled(d)] : []),
  ];
  return [monotonic, others].filter((round) => round.length > 0);
}

/** Whether a change of the rights of one is a change of those of the other. */
function areDeputies(oracle: Oracle, one: Row, other: Row): boolean {
  return oracle.principalsOf(one).includes(other) || oracle.principalsOf(other).includes(one);
}

const EITHER = { only: null, ends: false } as const;

/** Named access to a customer, that spreads. */
function granted(world: World, person: Row, chance: Chance): Change[] {
  const customers = rowsOf(world, 'Customer').filter((one) => one['deleted_at'] === null);
  const [example] = world.grants;
  if (customers.length === 0 || !example) return [];
  const customer = chance.pick(customers);
  const grant: Row = {
    ...example,
    ...{ id: LATE_GRANT, kind: 'customer', record_id: customer.id, person_id: person.id, level: 'read', until: null },
    ...{ cause: 'team', spreads: true, deleted_at: null },
  };
  const make = async ({ product, features }: Suite): Promise<void> => {
    world.grants.push(grant);
    await insertRows(product, features, 'record_grant', [grant], true);
  };
  return [{ name: 'a grant', person, only: 'adds', ends: false, make }];
}

/** Larger than the ids of drawn rows. */
const LATE_GRANT = '1790000000000000';
const TAKEN_AT = '2026-10-03T00:00:00.000Z';

/** One role less; field rules may become stricter or milder by it, rows only fewer. */
function lessRoles(world: World, person: Row): Change[] {
  const held = world.memberships.find((one) => one['person_id'] === person.id && one['deleted_at'] === null);
  if (!held) return [];
  const make = (suite: Suite): Promise<void> => changeRow(suite, 'role_membership', held, { deleted_at: TAKEN_AT });
  return [{ name: 'a role less', person, only: 'takes', ends: false, make }];
}

/** A role of theirs reaches only what its holders own from now on. */
function narrowed(world: World, person: Row): Change[] {
  const roleIds = world.memberships
    .filter((one) => one['person_id'] === person.id && one['deleted_at'] === null)
    .map((one) => one['role_id']);
  const role = rowsOf(world, 'Role').find(({ id, permissions }) => roleIds.includes(id) && permissions);
  if (!role) return [];
  const permissions = (role['permissions'] as Permission[]).map(({ action }) => ({ action, scope: 'OWN' }));
  const make = (suite: Suite): Promise<void> => changeRow(suite, 'role', role, { permissions });
  return [{ name: 'role change', person, ...EITHER, make }];
}

function moved(world: World, person: Row, chance: Chance): Change[] {
  const places = rowsOf(world, 'Department').filter(
    ({ id, deleted_at: deleted }) => deleted === null && id !== person['department_id'],
  );
  if (places.length === 0) return [];
  const departmentId = chance.pick(places).id;
  const make = (suite: Suite): Promise<void> => changeRow(suite, 'person', person, { department_id: departmentId });
  return [{ name: 'department move', person, ...EITHER, make }];
}

/** Everything that they own goes to somebody else. */
function reassigned(world: World, person: Row, chance: Chance): Change[] {
  const others = rowsOf(world, 'Person').filter(({ id }) => id !== person.id);
  if (others.length === 0) return [];
  const taker = chance.pick(others);
  const make = async (suite: Suite): Promise<void> => {
    for (const type of REASSIGNED)
      for (const row of rowsOf(world, type).filter((one) => one['owner_id'] === person.id))
        await changeRow(suite, TABLES[type], row, { owner_id: taker.id, department_id: taker['department_id']! });
  };
  return [{ name: 'reassignment', person, ...EITHER, make }];
}

const TABLES = { Customer: 'customer', Opportunity: 'opportunity', ServiceCase: 'service_case' } as const;

function disabled(person: Row): Change {
  const make = (suite: Suite): Promise<void> => changeRow(suite, 'person', person, { active: false });
  return { name: 'disabling', person, only: null, ends: true, make };
}

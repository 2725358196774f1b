import type { Draw } from './draw.js';
import { addGrant, type Terms } from './draw-grants.js';
import { AGO, AHEAD } from './draw-roles.js';
import { type Row, rowsOf } from './rows.js';

const CHIEF = { code: 'chief', name: '总管', administrator: true, permissions: [], field_rules: null, level: 1 };
const ORDERED = ['customer.name', 'contact.name'];
const SEARCHED = ['customer.creditCode', 'customer.phone', 'contact.phone', 'contact.email', 'person.phone'];

/**
 * What no world should lack, since chance alone seldom brings it: a deputy of an administrator, who is a team member of customers as well,
 * and somebody who sees all rows but not the columns by which lists are ordered and searched. They ask in every world.
 */
export function drawSituations(draw: Draw): void {
  const people = draw.chance.shuffled(
    rowsOf(draw.world, 'Person').filter((one) => one['active'] === true && one['deleted_at'] === null),
  );
  const [deputy, shy, chief] = people;
  if (deputy && chief) drawDeputyOfChief(draw, deputy, chief);
  if (shy) drawShy(draw, shy);
}

/** The administrator role is not handed on; what the deputy reaches is their own and what team membership brings. */
function drawDeputyOfChief(draw: Draw, deputy: Row, chief: Row): void {
  const role = draw.add('Role', { ...CHIEF, created_by: null }, 0);
  draw.world.memberships.push({ ...draw.record(0), person_id: chief.id, role_id: role.id });
  giveOnly(draw, deputy, {
    code: 'mate',
    permissions: draw.features.actions.map((action) => ({ action, scope: 'OWN' })),
    field_rules: null,
  });
  if (draw.features.tables.has('deputy'))
    draw.add('Deputy', { principal_id: chief.id, deputy_id: deputy.id, ...FOR_LONG, cause: '出差' }, 0);
  drawTeams(draw, deputy);
  draw.world.asking.push(deputy.id);
}

const FOR_LONG = { starts_at: AGO, ends_at: AHEAD, ended_at: null };

/** In what way the deputy is let to a customer of somebody else, and whether the customer is deleted. */
interface Sort {
  readonly terms: Terms | null;
  readonly back?: boolean;
  readonly deleted?: boolean;
}

const TEAM = { level: 'edit', until: null, cause: 'team', spreads: true };
const SORTS: readonly Sort[] = [
  { terms: TEAM },
  { terms: { ...TEAM, level: 'read' } },
  { terms: { ...TEAM, until: AGO } },
  { terms: TEAM, back: true },
  { terms: TEAM, deleted: true },
  { terms: { ...TEAM, cause: 'share', spreads: false, until: AHEAD } },
  { terms: null },
  { terms: null, deleted: true },
];

/** Teams, a share, and customers of their own, of every sort: customers that have deals or cases, which mostly belong to others. */
function drawTeams(draw: Draw, member: Row): void {
  const { chance, world } = draw;
  const led = new Set(['Opportunity', 'ServiceCase'].flatMap((type) => rowsOf(world, type).map(customerOf)));
  const customers = chance.shuffled(rowsOf(world, 'Customer').filter(({ id }) => led.has(id)));
  for (const [place, { terms, back, deleted }] of chance.shuffled(SORTS).entries()) {
    const customer = customers[place];
    if (!customer) return;
    customer['deleted_at'] = deleted ? String(customer['created_at']) : null;
    if (terms) addGrant(draw, 'customer', customer, member, terms, back ? 100 : 0);
    else customer['owner_id'] = member.id;
  }
}

function customerOf(row: Row): Row[string] {
  return row['customer_id'] ?? null;
}

/** Sees every row, and not what lists are ordered and searched by. */
function drawShy(draw: Draw, shy: Row): void {
  const { chance, features } = draw;
  const known = new Map(features.fields.map(({ name, mask }) => [name, mask]));
  const fields = [chance.pick(ORDERED), ...chance.some([...ORDERED, ...SEARCHED], chance.between(1, 4))];
  const rules = [...new Set(fields)]
    .filter((name) => known.has(name))
    .map((name) => {
      const [kind, field] = name.split('.');
      return { kind, field, rule: known.get(name) ? chance.pick(['HIDDEN', 'MASKED']) : 'HIDDEN' };
    });
  giveOnly(draw, shy, {
    code: 'shy',
    permissions: features.actions.map((action) => ({
      action,
      scope: /\.(read|report|reveal)$/.test(action) ? 'ALL' : 'OWN',
    })),
    field_rules: rules,
  });
  draw.world.asking.push(shy.id);
}

/** A role of their own instead of all that was drawn for them; nobody's deputy either. */
function giveOnly(
  draw: Draw,
  person: Row,
  values: { code: string; permissions: object[]; field_rules: object[] | null },
): void {
  const { world } = draw;
  const taken = (row: Row): boolean => row['person_id'] === person.id || row['deputy_id'] === person.id;
  for (const row of [...world.memberships, ...rowsOf(world, 'Deputy')].filter(taken)) row['deleted_at'] ??= AGO;
  const role = draw.add(
    'Role',
    { ...values, name: `角色${values.code}`, administrator: false, level: 1, created_by: null },
    0,
  );
  world.memberships.push({ ...draw.record(0), person_id: person.id, role_id: role.id });
}

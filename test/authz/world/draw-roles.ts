import type { Permission } from '../oracle/role.js';
import type { Draw } from './draw.js';
import type { Row } from './rows.js';

/** Long past, and far ahead of the clock of any run. */
export const AGO = '2020-01-01T00:00:00.000Z';
export const AHEAD = '2090-01-01T00:00:00.000Z';

/** Roles with every scope, who holds them, and who stands in for whom. */
export function drawRoles(draw: Draw): void {
  const { chance, features } = draw;
  const count = chance.between(3, 8);
  for (let i = 0; i < count; i++) addRole(draw, `r${i}`, draw.chance.percent(8), permissions(draw));
  if (features.scopes.includes('NONE')) addRole(draw, 'none', false, nothing(draw));
  drawMemberships(draw);
  if (features.tables.has('deputy')) drawDeputies(draw);
}

function addRole(draw: Draw, code: string, administrator: boolean, held: Permission[]): Row {
  const by = draw.chance.maybe(50, () => draw.any('Person').id);
  const values = { code, name: `角色${code}`, administrator, permissions: administrator ? [] : held };
  const rules = administrator || draw.chance.percent(55) ? null : fieldRules(draw);
  return draw.add('Role', { ...values, field_rules: rules, level: 1, created_by: by }, 8);
}

/** Rules on some fields; MASKED only where a mask is on offer. */
function fieldRules({ chance, features }: Draw): object[] {
  return chance.some(features.fields, chance.between(1, 8)).map(({ name, mask }) => {
    const [kind, field] = name.split('.');
    return { kind, field, rule: chance.pick(mask ? ['HIDDEN', 'MASKED', 'READ_ONLY'] : ['HIDDEN', 'READ_ONLY']) };
  });
}

/** Mostly one scope for the whole role, as roles are; reading is more usual than the rest. */
function permissions({ chance, features, world }: Draw): Permission[] {
  const scopes = features.scopes.filter((scope) => scope !== 'ALL');
  const usual = chance.percent(12) ? 'ALL' : chance.pick(scopes);
  const departments = world.rows['Department'] ?? [];
  const named = chance.some(departments, chance.between(1, 3)).map(({ id }) => id);
  return features.actions
    .filter((action) => chance.percent(action.endsWith('.read') || action.endsWith('.report') ? 85 : 55))
    .map((action) => {
      const scope = chance.percent(60) ? usual : chance.pick(features.scopes);
      return scope === 'NAMED_DEPARTMENTS' ? { action, scope, departmentIds: named } : { action, scope };
    });
}

function nothing({ features }: Draw): Permission[] {
  return features.actions.map((action) => ({ action, scope: 'NONE' }));
}

function drawMemberships(draw: Draw): void {
  const { chance, world } = draw;
  for (const person of world.rows['Person'] ?? [])
    for (const role of chance.some(world.rows['Role'] ?? [], chance.between(0, 3)))
      world.memberships.push({ ...draw.record(10), person_id: person.id, role_id: role.id });
}

/** Running ones, ended ones, ones of the past and of the future. */
function drawDeputies(draw: Draw): void {
  const { chance, world } = draw;
  for (let count = chance.below(4); count > 0; count--) {
    const [principal, deputy] = chance.some(world.rows['Person'] ?? [], 2);
    if (!principal || !deputy) return;
    const running = chance.percent(70);
    draw.add('Deputy', {
      principal_id: principal.id,
      deputy_id: deputy.id,
      starts_at: running ? AGO : chance.pick([AGO, AHEAD]),
      ends_at: running ? AHEAD : chance.pick(['2021-01-01T00:00:00.000Z', '2091-01-01T00:00:00.000Z']),
      ended_at: chance.maybe(85, () => '2020-06-01T00:00:00.000Z'),
      cause: '出差',
    });
  }
}

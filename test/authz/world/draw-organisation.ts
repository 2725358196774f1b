import type { Draw } from './draw.js';
import type { Row } from './rows.js';

const DEEPEST = 6;
const PERSON_TYPES = ['STAFF', 'MANAGER', 'EXECUTIVE', 'ANALYST', 'ADMINISTRATOR', 'PARTNER'];

/** Departments with moves, and people in them: disabled ones, deleted ones, some in several departments. */
export function drawOrganisation(draw: Draw): void {
  drawDepartments(draw);
  drawPeople(draw);
}

function drawDepartments(draw: Draw): void {
  const { chance, world } = draw;
  const count = chance.percent(10) ? chance.between(20, 60) : chance.between(1, 12);
  const departments: Row[] = [];
  for (let i = 0; i < count; i++) {
    const parent = i === 0 ? null : chance.pick(departments.filter((one) => depthOf(departments, one) < DEEPEST));
    const values = { name: `部门${draw.name()}`, parent_id: parent?.id ?? null, path: '', head_id: null };
    departments.push(draw.add('Department', { ...values, external_key: null }, 0));
  }
  for (let moves = chance.below(4); moves > 0 && count > 2; moves--) move(draw, departments);
  for (const one of departments) one['path'] = pathOf(departments, one);
  for (const one of departments) {
    const leaf = one['parent_id'] !== null && !departments.some((below) => below['parent_id'] === one.id);
    if (leaf && chance.percent(15)) one['deleted_at'] = draw.moment();
  }
  world.rows['Position'] = [];
  for (let i = 0; i < 3; i++) draw.add('Position', { name: `岗位${i}` });
}

/** One department goes below another that does not lie below it. */
function move(draw: Draw, departments: Row[]): void {
  const one = draw.chance.pick(departments.slice(1));
  const places = departments.filter(
    (place) => !pathOf(departments, place).includes(`/${one.id}/`) && depthOf(departments, place) < DEEPEST - 2,
  );
  if (places.length > 0) one['parent_id'] = draw.chance.pick(places).id;
}

function parentOf(departments: readonly Row[], { parent_id: parentId }: Row): Row | undefined {
  return departments.find(({ id }) => id === parentId);
}

function depthOf(departments: readonly Row[], one: Row): number {
  const parent = parentOf(departments, one);
  return parent ? depthOf(departments, parent) + 1 : 1;
}

/** `/rootId/…/ownId/`, as the product stores it. */
export function pathOf(departments: readonly Row[], one: Row): string {
  const parent = parentOf(departments, one);
  return `${parent ? pathOf(departments, parent) : '/'}${one.id}/`;
}

function drawPeople(draw: Draw): void {
  const { chance, world } = draw;
  const places = world.rows['Department']!.filter((one) => one['deleted_at'] === null);
  const count = chance.percent(15) ? chance.between(20, 40) : chance.between(3, 12);
  const people: Row[] = [];
  for (let i = 0; i < count; i++) {
    const name = `人${draw.name()}`;
    const leaders = people.filter((one) => one['deleted_at'] === null);
    const manager = leaders.length === 0 ? null : chance.maybe(40, () => chance.pick(leaders).id);
    const person = draw.add(
      'Person',
      {
        login: `p${i}`,
        name,
        type: chance.pick(PERSON_TYPES),
        level: chance.between(1, 5),
        department_id: chance.pick(places).id,
        position_id: chance.maybe(50, () => draw.any('Position').id),
        manager_id: manager,
        email: chance.maybe(30, () => `p${i}@example.com`),
        phone: chance.maybe(30, () => `1380000${1000 + i}`),
        active: !chance.percent(12),
        search_text: `${name.toLowerCase()}\np${i}`,
      },
      6,
    );
    people.push(person);
    addBesides(draw, person, places);
  }
  if (!people.some((one) => one['active'] === true && one['deleted_at'] === null))
    Object.assign(people[0]!, { active: true, deleted_at: null });
  for (const one of world.rows['Department']!) one['head_id'] = chance.maybe(30, () => chance.pick(people).id);
}

/** Some belong to further departments, where the product knows that by now. */
function addBesides(draw: Draw, person: Row, places: readonly Row[]): void {
  const { chance, world, features } = draw;
  if (!features.tables.has('person_department') || !chance.percent(25)) return;
  const departmentId = chance.pick(places).id;
  if (departmentId === person['department_id']) return;
  world.besides.push({ ...draw.record(20), person_id: person.id, department_id: departmentId });
}

import { describe, expect, test } from '@jest/globals';
import { Department, MOST_LEVELS } from './department.js';

function department(id: string, parent: Department | null): Department {
  const made = Object.assign(new Department(), { id });
  made.placeUnder(parent);
  return made;
}

describe('a department with what is below it', () => {
  test('takes its paths along, to another parent and to the top', () => {
    const root = department('1', null);
    const [north, south] = [department('2', root), department('3', root)];
    const city = department('20', north);
    const team = department('21', city);
    north.moveUnder(south, [city, team]);
    expect([north, city, team].map(({ path }) => path)).toEqual(['/1/3/2/', '/1/3/2/20/', '/1/3/2/20/21/']);
    expect(north.parentId).toBe('3');
    city.moveUnder(null, [team]);
    expect([city.path, team.path, city.parentId]).toEqual(['/20/', '/20/21/', null]);
  });

  test('goes neither under itself nor under what is below it; digits alike are no kinship', () => {
    const root = department('1', null);
    const [two, twenty] = [department('2', root), department('20', root)];
    const below = department('4', two);
    expect(() => two.moveUnder(two, [below])).toThrow('DEPARTMENT_CIRCLE');
    expect(() => two.moveUnder(below, [below])).toThrow('DEPARTMENT_CIRCLE');
    two.moveUnder(twenty, [below]);
    expect(below.path).toBe('/1/20/2/4/');
  });

  test('is nowhere deeper than the tree may be', () => {
    const line = [department('100', null)];
    while (line.length < MOST_LEVELS) line.push(department(String(100 + line.length), line.at(-1)!));
    expect(() => department('999', line.at(-1)!)).toThrow('DEPARTMENT_TOO_DEEP');
    const other = department('500', null);
    const child = department('501', other);
    expect(() => other.moveUnder(line.at(-2)!, [child])).toThrow('DEPARTMENT_TOO_DEEP');
  });
});

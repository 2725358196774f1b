import { describe, expect, it } from '@jest/globals';
import { type HandoverRule, lackingField, leastFirst } from './handover-rules.js';
import { Shares } from './handover-shares.js';

describe('the rules of a hand-over', () => {
  it.each<[Partial<HandoverRule>, string | null]>([
    [{ to: 'PERSON' }, 'personId'],
    [{ to: 'PERSON', personId: '1' }, null],
    [{ to: 'TEAM_MEMBERS' }, 'personId'],
    [{ to: 'DEPARTMENT_MEMBERS', personId: '1' }, 'departmentId'],
    [{ to: 'DEPARTMENT_MEMBERS', departmentId: '1' }, null],
    [{ to: 'DEPARTMENT_HEAD' }, null],
    [{ to: 'CUSTOMER_OWNER' }, null],
  ])('%j lacks %s', (rule, lacking) => {
    const whole: HandoverRule = { kind: null, to: 'PERSON', personId: null, departmentId: null, ...rule };
    expect(lackingField(whole)).toBe(lacking);
  });

  it('ask whoever has least first, then by id as a number', () => {
    const counts: Record<string, number> = { '9': 1, '10': 0, '8': 0 };
    expect(leastFirst(['9', '10', '8'], (id) => counts[id]!)).toEqual(['8', '10', '9']);
  });

  it('spread so that no two shares differ by more than one', () => {
    const shares = new Shares();
    for (let record = 0; record < 17; record++) {
      const [personId] = leastFirst(['1', '2', '3', '4', '5'], (id) => shares.of('customer', id));
      shares.add({ kind: 'customer', personId: personId!, fallback: false });
    }
    expect(shares.list().map(({ count }) => count)).toEqual([4, 4, 3, 3, 3]);
  });

  it('count a person once, by rule or stepping in, and go on from what is known', () => {
    const shares = new Shares([{ kind: 'customer', personId: '1', fallback: true, count: 2 }]);
    shares.add({ kind: 'customer', personId: '1', fallback: false });
    shares.add({ kind: 'opportunity', personId: '1', fallback: false });
    expect(shares.of('customer', '1')).toBe(3);
    expect(shares.list()).toHaveLength(3);
  });
});

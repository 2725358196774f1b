import { CostBudget } from './cost-budget.js';

function budgetAt(start: number, perMinute = 600, maxKeys = 100): { budget: CostBudget; wait: (ms: number) => void } {
  let now = start;
  const budget = new CostBudget({ millis: () => now, perMinute, maxKeys });
  return { budget, wait: (ms) => void (now += ms) };
}

describe('CostBudget', () => {
  it('gives a whole minute at once and says when it is full again', () => {
    const { budget } = budgetAt(1_000);
    expect(budget.spend('a', 150)).toEqual({ allowed: true, remaining: 450, resetAt: 1_000 + 15_000 });
  });

  it('refuses what is more than left, takes nothing, and says when it would be allowed', () => {
    const { budget, wait } = budgetAt(0);
    budget.spend('a', 550);
    expect(budget.spend('a', 100)).toEqual({ allowed: false, remaining: 50, resetAt: 5_000 });
    wait(4_999);
    expect(budget.spend('a', 100).allowed).toBe(false);
    wait(1);
    expect(budget.spend('a', 100)).toMatchObject({ allowed: true, remaining: 0 });
  });

  it('refills evenly and never beyond a minute', () => {
    const { budget, wait } = budgetAt(0);
    budget.spend('a', 600);
    wait(30_000);
    expect(budget.spend('a', 0).remaining).toBe(300);
    wait(3_600_000);
    expect(budget.spend('a', 0)).toEqual({ allowed: true, remaining: 600, resetAt: 3_630_000 });
  });

  it('keeps callers apart', () => {
    const { budget } = budgetAt(0);
    budget.spend('a', 600);
    expect(budget.spend('b', 600).allowed).toBe(true);
  });

  it('refills nothing when the clock runs backwards', () => {
    const { budget, wait } = budgetAt(100_000);
    budget.spend('a', 600);
    wait(-50_000);
    expect(budget.spend('a', 1).allowed).toBe(false);
    wait(50_000);
    expect(budget.spend('a', 1).allowed).toBe(false);
  });

  it('never allows more than a minute holds', () => {
    const { budget } = budgetAt(0);
    expect(budget.spend('a', 601)).toMatchObject({ allowed: false, remaining: 600 });
  });

  it('remembers a bounded number of callers', () => {
    const { budget } = budgetAt(0, 600, 3);
    for (const key of ['a', 'b', 'c', 'd']) budget.spend(key, 600);
    expect(budget.spend('d', 1).allowed).toBe(false);
    expect(budget.spend('a', 600).allowed).toBe(true);
  });
});

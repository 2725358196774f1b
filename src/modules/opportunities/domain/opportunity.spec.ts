import { describe, expect, test } from '@jest/globals';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { DEFAULT_STAGES } from './default-stages.js';
import { Opportunity } from './opportunity.js';
import { OpportunityLine } from './opportunity-line.js';
import { OPPORTUNITY_STATES } from './opportunity-states.js';
import { stageOfKind } from './stage-rules.js';

function deal(kind: 'OPEN' | 'WON' | 'LOST' = 'OPEN'): Opportunity {
  const made = Opportunity.of('百联大楼改造', { id: '1', departmentId: '2' }, 'USD', '2026-11-22');
  made.enter(stageOfKind(DEFAULT_STAGES, kind), new Date(0));
  return made;
}

describe('what may be done', () => {
  test.each([
    ['OPEN', ['edit', 'advance', 'win', 'lose']],
    ['WON', ['reopen']],
    ['LOST', ['reopen']],
  ] as const)('in %s: %j', (state, actions) => {
    expect(OPPORTUNITY_STATES.may(state)).toEqual(actions);
    for (const action of ['edit', 'advance', 'win', 'lose', 'reopen'] as const) {
      const attempt = (): void => deal(state).mustAllow(action);
      if ((actions as readonly string[]).includes(action)) expect(attempt).not.toThrow();
      else expect(attempt).toThrow(DomainError);
    }
  });
});

describe('amounts', () => {
  test('lines add up, the list amount likewise, and the rate makes the base amount', () => {
    const one = deal();
    const lines = [
      OpportunityLine.of('9', 1, {
        productId: '5',
        quantity: '3.00',
        unitPrice: '90.00',
        listPrice: '100.00',
        maxDiscount: '0.1000',
      }),
      OpportunityLine.of('9', 2, {
        productId: '6',
        quantity: '1.00',
        unitPrice: '0.10',
        listPrice: '0.10',
        maxDiscount: null,
      }),
    ];
    one.priceByLines(lines, 'USD');
    one.convertAt('7.10000000');
    expect([one.amount, one.listAmount, one.baseAmount]).toEqual(['270.10', '300.10', '1917.71']);
    expect(lines.map(({ discount }) => discount)).toEqual(['0.1000', '0.0000']);
  });

  test('a line without list price leaves the list amount unknown', () => {
    const one = deal();
    const facts = { productId: '5', quantity: '2.00', unitPrice: '10.00', listPrice: null, maxDiscount: null };
    one.priceByLines([OpportunityLine.of('9', 1, { ...facts, amount: '19.99' })], 'CNY');
    expect([one.amount, one.listAmount]).toEqual(['19.99', null]);
  });

  test('a negative amount is refused, none is allowed', () => {
    expect(() => deal().priceAs('-0.01', 'CNY')).toThrow('INVALID_DEAL_AMOUNT');
    const one = deal();
    one.priceAs(null, 'CNY');
    one.convertAt('1');
    expect([one.amount, one.baseAmount]).toEqual([null, null]);
  });
});

test('a reopened deal keeps nothing of its loss', () => {
  const one = deal('LOST');
  one.close('2026-11-22', { lostReason: 'PRICE', competitor: '某公司', note: null });
  expect([one.closedOn, one.lostReason, one.lostCompetitor]).toEqual(['2026-11-22', 'PRICE', '某公司']);
  one.unclose();
  expect([one.closedOn, one.lostReason, one.lostCompetitor]).toEqual([null, null, null]);
});

test('a deal is found by its own name and its customer, in pinyin too', () => {
  const one = deal();
  one.sellTo({ id: '7', name: '华夏光电' });
  expect(one.searchParts()).toEqual([
    { column: 'name', texts: ['百联大楼改造', 'bldlgz'] },
    { column: 'customer_name', texts: ['华夏光电', 'hxgd'] },
  ]);
});

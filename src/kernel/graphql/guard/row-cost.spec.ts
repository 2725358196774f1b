import type { GraphQLError } from 'graphql';
import { fixtureSchema } from './fixture-schema.js';
import { guardDocument, type GuardVerdict } from './guard-document.js';

const schema = fixtureSchema();
const ask = (source: string, variables?: Record<string, unknown>): GuardVerdict =>
  guardDocument({ source, schema, variables, signedIn: true });

describe('rows counted for', () => {
  it.each([
    ['leaves', '{greeting}', 0],
    ['one record', '{customer(id:1){id}}', 1],
    ['a record and its owner', '{customer(id:1){owner{id}}}', 2],
    ['a page', '{customers(first:7){nodes{id}}}', 7],
    ['the default page', '{customers{nodes{id}}}', 20],
    ['a page through edges', '{customers(first:7){edges{node{id} cursor} pageInfo{hasNextPage}}}', 7],
    ['a page with owners', '{customers(first:7){nodes{owner{id}}}}', 14],
    ['only the total of a page', '{customers(first:100){totalCount}}', 1 + 200],
    ['a total asked for twice', '{customers(first:7){a:totalCount b:totalCount nodes{id}}}', 7 + 200],
    [
      'a total in a fragment',
      '{customers(first:7){...T nodes{id}}} fragment T on CustomerConnection{totalCount}',
      7 + 200,
    ],
    ['a figure', '{figure{value}}', 1 + 1_000],
    ['the costly leaf of a figure', '{figure{value trend}}', 1 + 1_000 + 300],
    ['a page within a page', '{customers(first:5){nodes{contacts(first:3){nodes{id}}}}}', 5 * (1 + 3)],
    ['totals within a page', '{customers(first:5){nodes{contacts{totalCount}}}}', 5 * (1 + 1 + 10)],
    ['a plain list', '{records{id}}', 10],
    ['a list of stated size', '{stages{id}}', 6],
    ['lists within a list', '{customer(id:1){related{related{id}}}}', 1 + 10 * (1 + 10)],
    ['a list of lists', '{customer(id:1){grid{id}}}', 1 + 100],
    ['a list of leaves', '{customer(id:1){tags}}', 1],
    ['a fragment spread twice', '{a:customer(id:1){...F} b:customer(id:2){...F}} fragment F on Customer{owner{id}}', 4],
    [
      'a fragment on the page',
      '{customers(first:4){...P}} fragment P on CustomerConnection{nodes{...F}} fragment F on Customer{owner{id}}',
      8,
    ],
    ['inline fragments', '{records{... on Customer{owner{id}} ... on Contact{customer{id}}}}', 10 * 3],
    ['introspection', '{__schema{types{fields{name}}}}', 0],
  ])('%s', (_case, source, cost) => expect(ask(source)).toMatchObject({ ok: true, cost }));
});

describe('the size of a page in a variable', () => {
  const required = 'query A($n: Int!){customers(first:$n){nodes{id}}}';
  const defaulted = 'query A($n: Int! = 33){customers(first:$n){nodes{id}}}';
  const nullable = 'query A($n: Int){nullablePage(first:$n){nodes{id}}}';
  it.each([
    ['a number', required, { n: 7 }, 7],
    ['a numeric text', required, { n: '50' }, 50],
    ['a negative number', required, { n: -5 }, 20],
    ['zero', required, { n: 0 }, 20],
    ['null', nullable, { n: null }, 20],
    ['missing', nullable, {}, 20],
    ['missing with a default', defaulted, {}, 33],
    ['sent over a default', defaulted, { n: 3 }, 3],
    ['no number', required, { n: { valueOf: 1 } }, 20],
    ['an inherited name', 'query A($toString: Int!){customers(first:$toString){nodes{id}}}', {}, 20],
  ])('%s', (_case, source, variables, cost) => expect(ask(source, variables)).toMatchObject({ ok: true, cost }));

  it.each([
    ['a negative literal', '{customers(first:-5){nodes{id}}}', 20],
    ['a null literal', '{nullablePage(first:null){nodes{id}}}', 20],
  ])('%s', (_case, source, cost) => expect(ask(source)).toMatchObject({ ok: true, cost }));

  it.each([
    ['huge', required, { n: 2_147_483_647 }],
    ['beyond a double', required, { n: Number.POSITIVE_INFINITY }],
    ['huge as a literal', '{customers(first:2147483647){nodes{id}}}', {}],
  ])('%s is refused', (_case, source, variables) => {
    const verdict = ask(source, variables);
    const [error]: readonly GraphQLError[] = verdict.ok ? [] : verdict.errors;
    expect(error?.extensions).toMatchObject({ code: 'QUERY_TOO_COMPLEX', measure: 'cost', limit: 10_000 });
    expect(Number.isFinite(error?.extensions['actual'])).toBe(true);
  });

  it('is read anew for each request of a cached document', () => {
    const costs = [1, 100, 5].map((n) => {
      const verdict = ask(required, { n });
      return verdict.ok && verdict.cost;
    });
    expect(costs).toEqual([1, 100, 5]);
  });

  it('is capped by the product of nested pages', () => {
    const source = 'query($n:Int!){customers(first:$n){nodes{contacts(first:$n){nodes{id}}}}}';
    expect(ask(source, { n: 99 })).toMatchObject({ ok: true, cost: 9_900 });
    expect(ask(source, { n: 100 }).ok).toBe(false);
  });
});

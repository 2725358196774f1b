import { fixtureSchema } from './fixture-schema.js';
import { guardDocument, type GuardVerdict } from './guard-document.js';

const schema = fixtureSchema();
const ask = (source: string, variables?: Record<string, unknown>): GuardVerdict =>
  guardDocument({ source, schema, variables, signedIn: true });
const AT = '"2024-01-01T00:00:00Z"';
const IN_VARIABLE = 'query($at: DateTime){pastCustomers(first:7,asOf:$at){nodes{id}}}';
const WITH_DEFAULT = `query($at: DateTime = ${AT}){pastCustomers(first:7,asOf:$at){nodes{id}}}`;

describe('rows counted for the past', () => {
  it.each([
    ['a list of now', '{pastCustomers(first:7){nodes{id}}}', {}, 7],
    ['a list of then', `{pastCustomers(first:7,asOf:${AT}){nodes{id}}}`, {}, 7 + 300],
    ['a total of then', `{pastCustomers(asOf:${AT}){totalCount}}`, {}, 1 + 200 + 300],
    ['a list of null', '{pastCustomers(first:7,asOf:null){nodes{id}}}', {}, 7],
    ['a variable', IN_VARIABLE, { at: '2024-01-01T00:00:00Z' }, 7 + 300],
    ['a variable of null', IN_VARIABLE, { at: null }, 7],
    ['a missing variable', IN_VARIABLE, {}, 7],
    ['a default', WITH_DEFAULT, {}, 7 + 300],
    ['null over a default', WITH_DEFAULT, { at: null }, 7],
    ['a plain list of then', `{pastRecords(asOf:${AT}){id}}`, {}, 10 + 300],
    ['a record of then', `{customer(id:1,asOf:${AT}){id}}`, {}, 1],
    ['a figure of now', '{board{value}}', {}, 1 + 500],
    ['a figure of then', `{board(asOf:${AT}){value}}`, {}, 1 + 500 + 500],
    [
      'a list within a page',
      `{customers(first:5){nodes{contacts(first:3,asOf:${AT}){nodes{id}}}}}`,
      {},
      5 * (1 + 3 + 10),
    ],
    ['a list with work of its own', `{changes(first:2,from:${AT},to:${AT}){nodes{id}}}`, {}, 2 + 500],
    [
      'a list of then in a fragment',
      `{...F} fragment F on Query{pastCustomers(first:7,asOf:${AT}){nodes{id}}}`,
      {},
      7 + 300,
    ],
  ])('%s', (_case, source, variables, cost) => expect(ask(source, variables)).toMatchObject({ ok: true, cost }));
});

const day = (index: number): string => `2024-01-0${index + 1}T00:00:00Z`;
const lists = (days: readonly string[]): string =>
  `{${days.map((at, index) => `a${index}:pastCustomers(first:1,asOf:"${at}"){nodes{id}}`).join(' ')}}`;
const measureOf = (verdict: GuardVerdict): unknown =>
  verdict.ok ? null : verdict.errors.map(({ extensions: { measure, actual, limit } }) => [measure, actual, limit]);

describe('different moments of one operation', () => {
  it('may be five, however often each is named and in whatever zone', () => {
    const five = Array.from({ length: 10 }, (_, index) => day(index % 5));
    expect(ask(lists([...five, '2024-01-01T08:00:00+08:00', '2024-01-01t00:00:00.000z'])).ok).toBe(true);
  });

  it('are refused beyond that, with the arguments that name them and the way out in both languages', () => {
    const verdict = ask(lists(Array.from({ length: 6 }, (_, index) => day(index))));
    expect(measureOf(verdict)).toEqual([['moments', 6, 5]]);
    expect(verdict.ok ? '' : verdict.errors[0]?.message).toBe(
      '"asOf" name 6 different moments; one request may name 5. Ask for the other moments in further requests. ' +
        '参数 “asOf” 共指定了 6 个不同时刻，每次请求最多 5 个；请将其余时刻分到其他请求中查询。',
    );
  });

  it('are counted over all arguments, levels, fragments and variables', () => {
    const source = `query($a: DateTime!, $b: DateTime = "${day(1)}", $c: DateTime){
      changes(from:$a,to:"${day(2)}"){nodes{...C}} board(asOf:$b){value} x:board(asOf:$c){value}
      ...F}
      fragment C on Customer{contacts(asOf:"${day(3)}"){nodes{id}}}
      fragment F on Query{customer(id:1,asOf:"${day(4)}"){id} y:customer(id:1,asOf:"${day(4)}"){id}}`;
    expect(ask(source, { a: day(0) }).ok).toBe(true);
    expect(ask(source, { a: day(0), c: null }).ok).toBe(true);
    expect(ask(source, { a: day(0), c: day(1) }).ok).toBe(true);
    expect(measureOf(ask(source, { a: day(0), c: day(5) }))).toEqual([['moments', 6, 5]]);
    expect(ask(source, { a: day(4), c: day(5) }).ok).toBe(true);
  });

  it('that are no moments are counted as they are written', () => {
    const odd = ['x', 'y', '', '2024-13-01', 'nan', '0'];
    expect(measureOf(ask(lists(odd)))).toEqual([['moments', 6, 5]]);
    expect(ask(IN_VARIABLE, { at: { valueOf: 1 } })).toMatchObject({ ok: true, cost: 7 + 300 });
    expect(ask(IN_VARIABLE, { at: 1e300 })).toMatchObject({ ok: true, cost: 7 + 300 });
  });
});

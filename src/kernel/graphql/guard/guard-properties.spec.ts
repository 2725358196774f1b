import fc from 'fast-check';
import { fixtureSchema } from './fixture-schema.js';
import { guardDocument, type GuardVerdict } from './guard-document.js';
import { rowCost } from './row-cost.js';
import { prepareDocument } from './prepare-document.js';

const schema = fixtureSchema();

const argument = fc.constantFrom(
  'first:$n',
  'first:3',
  'first:-1',
  'first:null',
  'first:"x"',
  'first:99999',
  'id:1',
  'words:["a"]',
  'nothing:{a:[1]}',
);
const name = fc.constantFrom(
  ...[
    'customers',
    'customer',
    'records',
    'stages',
    'greeting',
    'nodes',
    'edges',
    'node',
    'contacts',
    'owner',
    'parent',
    'related',
    'id',
  ],
  ...[
    'name',
    'login',
    'totalCount',
    'grid',
    '__typename',
    '__schema',
    '__type',
    'constructor',
    '__proto__',
    'toString',
    'nothing',
  ],
);
const decoration = fc.constantFrom(
  '',
  '',
  '',
  ' @mark',
  ' @include(if:true)',
  ' @nothing',
  '#c\n',
  '"""t"""',
  '\ufeff',
);
const typeName = fc.constantFrom(
  'Query',
  'Customer',
  'Contact',
  'Record',
  'Person',
  'CustomerConnection',
  'Nothing',
  '__proto__',
);

const { set } = fc.letrec<{ set: string; part: string }>((tie) => ({
  set: fc.array(tie('part'), { minLength: 1, maxLength: 5 }).map((parts) => `{${parts.join(' ')}}`),
  part: fc.oneof(
    { maxDepth: 9, depthSize: 'small' },
    fc.tuple(name, decoration).map((parts) => parts.join('')),
    fc.constantFrom('...F', '...G', '...H', '...Nothing'),
    fc
      .tuple(fc.constantFrom('', 'a:', 'b:'), name, argument, tie('set'))
      .map(([alias, field, arg, inner]) => `${alias}${field}(${arg})${inner}`),
    fc.tuple(name, tie('set')).map((parts) => parts.join('')),
    fc.tuple(typeName, tie('set')).map(([type, inner]) => `... on ${type}${inner}`),
  ),
}));

const operation = fc.tuple(
  fc.constantFrom('query A($n:Int)', 'query A($n:Int=5)', 'mutation A', 'subscription A', 'query B', ''),
  set,
);
const fragment = fc
  .tuple(fc.constantFrom('F', 'G', 'H'), typeName, set)
  .map(([own, type, inner]) => `fragment ${own} on ${type}${inner}`);
const wellFormed = fc
  .tuple(fc.array(operation, { minLength: 1, maxLength: 2 }), fc.array(fragment, { maxLength: 4 }))
  .map(([operations, fragments]) => [...operations.map((parts) => parts.join('')), ...fragments].join('\n'));
const broken = fc.tuple(wellFormed, fc.nat(), fc.string({ unit: 'binary', maxLength: 4 })).map(([text, at, junk]) => {
  const place = at % (text.length + 1);
  return text.slice(0, place) + junk + text.slice(place);
});
/** Documents that fit the schema, save for the limits and an unused fragment or variable. */
const { customer } = fc.letrec<{ customer: string; field: string }>((tie) => ({
  customer: fc.array(tie('field'), { minLength: 1, maxLength: 3 }).map((parts) => `{${parts.join(' ')}}`),
  field: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom(
      'id',
      'name',
      'x:id',
      'tags',
      '__typename',
      '...V',
      'owner{login}',
      'id @mark',
      'contacts(first:$n){totalCount}',
    ),
    fc
      .tuple(fc.constantFrom('parent', 'related', 'y:parent', '... on Customer', '...'), tie('customer'))
      .map((parts) => parts.join('')),
    tie('customer').map((inner) => `contacts(first:$n){nodes{id customer${inner}}}`),
    tie('customer').map((inner) => `owner{customers(first:3){edges{node${inner}}}}`),
  ),
}));
const fitting = fc
  .tuple(customer, customer)
  .map(
    ([one, other]) =>
      `query A($n:Int!=5){customers(first:$n){nodes{...V} nodes${one}}} fragment V on Customer${other.replaceAll('...V', 'id')}`,
  );

const source = fc.oneof(
  { weight: 6, arbitrary: fitting },
  { weight: 6, arbitrary: wellFormed },
  { weight: 2, arbitrary: broken },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);
const variables = fc.oneof(fc.constant(null), fc.dictionary(fc.constantFrom('n', 'm', '__proto__'), fc.jsonValue()));
const operationName = fc.constantFrom(undefined, null, '', 'A', 'B', 'constructor');

function shown(verdict: GuardVerdict): unknown {
  if (verdict.ok) return { cost: verdict.cost, depth: verdict.depth, start: verdict.operation.loc?.start };
  return { status: verdict.httpStatus, errors: verdict.errors.map((error) => error.toJSON()) };
}

describe('any document', () => {
  it('is decided without an exception, in time, and alike with and without the cache', () => {
    const seed = fc.sample(fc.integer(), 1)[0];
    const durations: number[] = [];
    let admitted = 0;
    const property = fc.property(source, variables, operationName, fc.boolean(), (text, sent, chosen, signedIn) => {
      const request = { source: text, variables: sent, operationName: chosen, schema, signedIn };
      const start = performance.now();
      const uncached = prepareDocument(text, schema, signedIn);
      durations.push(performance.now() - start);
      const first = guardDocument(request);
      expect(shown(guardDocument(request))).toEqual(shown(first));
      if (!uncached.ok) expect(shown(first)).toEqual(shown(uncached));
      if (!first.ok) return expect(first.errors.length).toBeGreaterThan(0);
      admitted += 1;
      expect(first.cost).toBeGreaterThanOrEqual(0);
      if (uncached.ok)
        expect(uncached.operations.map(({ plan }) => rowCost(plan.rows, sent ?? {}))).toContain(first.cost);
    });
    fc.assert(property, { seed, numRuns: 1_500 });
    const sorted = durations.sort((one, other) => one - other);
    const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
    process.stdout.write(
      `seed ${seed}: ${admitted} admitted, median ${at(0.5).toFixed(2)} ms, p99 ${at(0.99).toFixed(2)} ms\n`,
    );
    expect(at(0.5)).toBeLessThan(5);
    expect(admitted).toBeGreaterThan(20);
  });

  it('tells a caller who is not signed in no name beyond signing in that the caller did not write', () => {
    const seed = fc.sample(fc.integer(), 1)[0];
    const secrets = ['CustomerFilter', 'endCursor', 'PageInfo', 'hasNextPage', 'CustomerEdge'];
    const property = fc.property(source, (text) => {
      const verdict = guardDocument({ source: text, schema, signedIn: false });
      const told = verdict.ok ? '' : verdict.errors.map((error) => error.message).join('\n');
      const names = [
        ...secrets,
        'ContactConnection',
        'CustomerConnection',
        'Customer',
        'Contact',
        'Person',
        'Stage',
        'contacts',
      ];
      expect(names.filter((secret) => new RegExp(`\\b${secret}\\b`).test(told) && !text.includes(secret))).toEqual([]);
    });
    fc.assert(property, { seed, numRuns: 1_000 });
    process.stdout.write(`seed ${seed}\n`);
  });
});

import fc from 'fast-check';
import { OverlappingFieldsCanBeMergedRule, parse, validate } from 'graphql';
import { fixtureSchema } from './fixture-schema.js';
import { MergeBudgetSpent, mergeableFieldsRule } from './mergeable-fields.js';

const schema = fixtureSchema();

function messages(source: string): string[] {
  return validate(schema, parse(source), [mergeableFieldsRule]).map((error) => error.message);
}

describe('fields of the same name', () => {
  it.each([
    ['one field twice', '{greeting greeting}'],
    [
      'one field with the same arguments in another order',
      '{a:greeting(words:["x"],number:1) a:greeting(number:1,words:["x"])}',
    ],
    [
      'one input object in another order',
      '{a:customers(filter:{name:"x",and:[]}){totalCount} a:customers(filter:{and:[],name:"x"}){totalCount}}',
    ],
    ['different fields of types that exclude each other', '{records{... on Customer{x:id} ... on Contact{x:id}}}'],
    [
      'different names where types exclude each other',
      '{records{... on Customer{x:parent{id}} ... on Contact{x:customer{id}}}}',
    ],
    ['the same fragment along two ways', '{customer(id:1){...F parent{...F}}} fragment F on Customer{owner{id}}'],
    ['a circle', '{customer(id:1){...F}} fragment F on Customer{parent{...F}}'],
    ['fields that do not exist', '{nothing nothing customer(id:1){nothing{x} nothing{x}}}'],
  ])('merge: %s', (_case, source) => expect(messages(source)).toEqual([]));

  it.each([
    ['different fields', '{customer(id:1){x:id x:name}}', /conflicting types "ID!" and "String"/],
    ['different fields of one type', '{a:greeting a:__typename}', /conflicting types/],
    [
      'different fields of one shape',
      '{customer(id:1){x:parent{id} x:owner{id}}}',
      /"parent" and "owner" are different fields/,
    ],
    ['different arguments', '{customer(id:1){id} customer(id:2){id}}', /differing arguments/],
    ['an argument more', '{a:greeting a:greeting(number:1)}', /differing arguments/],
    ['inside two selections', '{customer(id:1){x:id} customer(id:1){x:name}}', /Fields "x" conflict/],
    [
      'through fragments',
      '{customer(id:1){...F ...G}} fragment F on Customer{x:id} fragment G on Customer{x:name}',
      /"x"/,
    ],
    ['between an interface and a type', '{records{x:id ... on Customer{x:parent{id}}}}', /"x"/],
    [
      'shapes of types that exclude each other',
      '{records{... on Customer{x:tags} ... on Contact{x:id}}}',
      /conflicting types/,
    ],
    ['shapes deep inside', '{records{... on Customer{x:parent{y:id}} ... on Contact{x:customer{y:name}}}}', /"y"/],
  ])('conflict: %s', (_case, source, message) => expect(messages(source).join()).toMatch(message));

  it('are compared within a budget', () => {
    const subsets = Array.from(
      { length: 30 },
      (_, i) => `fragment F${i} on Customer{parent{...F${i + 1} ...F${i + 2}} owner{id}}`,
    );
    const ways = Array.from(
      { length: 30 },
      (_, i) => `p${i}:customer(id:1){...F${i} ...F${(i * 7) % 30} ...F${(i * 11) % 30}}`,
    );
    const source = `{${ways.join(' ')}} ${subsets.join(' ')} fragment F30 on Customer{id} fragment F31 on Customer{id}`;
    const start = performance.now();
    try {
      messages(source);
    } catch (error) {
      expect(error).toBeInstanceOf(MergeBudgetSpent);
    }
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});

/** Small selections of few names, so that they meet often, some of them through fragments and conditions. */
const { selections } = fc.letrec<{ selections: string; selection: string }>((tie) => ({
  selections: fc.array(tie('selection'), { minLength: 1, maxLength: 2 }).map((parts) => `{${parts.join(' ')}}`),
  selection: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('id', 'id', 'name', 'name', 'tags', 'x:id', 'x:name', '...F', '...G', '...H'),
    within('parent', tie('selections')),
    within('customer', tie('selections')),
    within('x:parent', tie('selections')),
    within('... on Customer', tie('selections')),
    within('... on Contact', tie('selections')),
    within('...', tie('selections')),
    tie('selections').map((inner) => `contacts(first:1){nodes${inner}}`),
    tie('selections').map((inner) => `contacts(first:2){nodes${inner}}`),
  ),
}));

function within(field: string, inner: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return inner.map((text) => `${field}${text}`);
}

describe('the linear rule', () => {
  it('finds a conflict exactly where the rule of the library finds one', () => {
    const fragments = fc.tuple(selections, selections, selections, selections);
    const seed = fc.sample(fc.integer(), 1)[0];
    const outcome = { conflicts: 0, none: 0 };
    const property = fc.property(fragments, ([records, f, g, h]) => {
      const source = `{records${records}} fragment F on Customer${f} fragment G on Contact${g} fragment H on Record${h}`;
      const theirs = validate(schema, parse(source), [OverlappingFieldsCanBeMergedRule]).length > 0;
      outcome[theirs ? 'conflicts' : 'none'] += 1;
      expect({ source, conflict: messages(source).length > 0 }).toEqual({ source, conflict: theirs });
    });
    fc.assert(property, { seed, numRuns: 1_500 });
    process.stdout.write(`seed ${seed}, ${JSON.stringify(outcome)}\n`);
    expect(Math.min(outcome.conflicts, outcome.none)).toBeGreaterThan(100);
  });
});

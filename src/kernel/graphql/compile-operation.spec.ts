import { expect, test } from '@jest/globals';
import { buildSchema, getOperationAST, getVariableValues, parse } from 'graphql';
import { compileOperation } from './compile-operation.js';

const schema = buildSchema(`
  enum Word { ONE TWO }
  input Filter { a: Int b: Word and: [Filter!] or: [Filter!] not: Filter }
  type Query { seen(filter: Filter, words: [Word!], first: Int! = 20): String }
`);

schema.getQueryType()!.getFields()['seen']!.resolve = (_source, args: unknown) => JSON.stringify(args);

async function run(text: string, variables: Record<string, unknown>): Promise<unknown> {
  const document = parse(text);
  const compiled = compileOperation(schema, document, '');
  const definitions = getOperationAST(document)?.variableDefinitions ?? [];
  const { coerced } = getVariableValues(schema, definitions, variables);
  return (await compiled!.query({}, {}, coerced!)).data;
}

test('an input type that contains itself is compiled, and its value arrives whole', async () => {
  const filter = { a: 1, and: [{ not: { or: [{ b: 'TWO' }, { and: [{ a: 2 }] }] } }] };
  const data = await run('query($f: Filter, $w: [Word!]) { seen(filter: $f, words: $w) }', { f: filter, w: ['ONE'] });
  expect(JSON.parse((data as { seen: string }).seen)).toEqual({ first: 20, filter, words: ['ONE'] });
});

test.each([
  ['query($f: Filter = { a: 7 }) { seen(filter: $f) }', {}, { first: 20, filter: { a: 7 } }],
  ['query($f: Filter) { seen(filter: $f) }', {}, { first: 20 }],
  ['query($f: Filter) { seen(filter: $f) }', { f: null }, { first: 20, filter: null }],
  [
    'query($b: Word, $n: Int! = 3) { seen(filter: { b: $b }, first: $n) }',
    { b: 'TWO' },
    { filter: { b: 'TWO' }, first: 3 },
  ],
])('%s with %j', async (text, variables, args) => {
  const { seen } = (await run(text, variables)) as { seen: string };
  expect(JSON.parse(seen)).toEqual(args);
});

test('a condition on a field still reads its variable', async () => {
  expect(await run('query($yes: Boolean!) { seen @include(if: $yes) }', { yes: false })).toEqual({});
});

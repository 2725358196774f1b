import { buildSchema, getVariableValues, GraphQLError, parse, type OperationDefinitionNode } from 'graphql';
import { variableFault } from './variable-fault.js';

const schema = buildSchema(`
  input Line { quantity: Int! }
  input Deal { name: String!, lines: [Line!] }
  type Query { n(input: Deal): Int }
`);
const operation = parse('query ($input: Deal!) { n(input: $input) }').definitions[0] as OperationDefinitionNode;

const faultsOf = (input: unknown): unknown[] =>
  (getVariableValues(schema, operation.variableDefinitions ?? [], { input }).errors ?? []).map(variableFault);

test.each([
  [{ name: 1 }, ['input', 'name'], /String cannot represent/],
  [{ name: 'x', lines: [{ quantity: 1 }, { quantity: 'two' }] }, ['input', 'lines', '1', 'quantity'], /Int cannot/],
  [{}, ['input'], /Field "name" of required type/],
  [{ name: 'x', size: 1 }, ['input'], /Field "size" is not defined/],
  [{ name: { sly: ' at "input.other"; no' } }, ['input', 'name'], /String cannot represent/],
])('%j names its place', (input, path, reason) => {
  expect(faultsOf(input)).toEqual([{ path, reason: expect.stringMatching(reason) }]);
});

test('other errors have no place among the variables', () => {
  expect(variableFault(new GraphQLError('Cannot query field "x" on type "Query".'))).toBeNull();
});

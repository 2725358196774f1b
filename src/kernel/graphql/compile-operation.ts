import { type DocumentNode, GraphQLScalarType, type GraphQLSchema, Kind, type TypeNode, visit } from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';

/** Stands for the type of a variable that is read already; the compiled code takes its value as it is. */
const PASSED_ON = new GraphQLScalarType({ name: 'PassedOnVariable', parseValue: (value) => value });
const BUILT_IN = new Set(['Boolean', 'Int', 'Float', 'String', 'ID']);

/**
 * Compiles an operation whose variables the caller reads with graphql-js; null when it cannot be compiled. The compiler would
 * write its reading of an input type out in full, which never ends for one that contains itself, as every filter does.
 */
export function compileOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string,
): CompiledQuery | null {
  const open = Object.create(schema, {
    getType: { value: (name: string) => (name === PASSED_ON.name ? PASSED_ON : schema.getType(name)) },
  }) as GraphQLSchema;
  const result = compileQuery(open, passVariablesOn(document), operationName || undefined, {
    disableLeafSerialization: false,
  });
  return isCompiledQuery(result) ? result : null;
}

function passVariablesOn(document: DocumentNode): DocumentNode {
  return visit(document, {
    VariableDefinition: ({ defaultValue: _read, ...definition }) =>
      BUILT_IN.has(namedTypeOf(definition.type))
        ? definition
        : { ...definition, type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: PASSED_ON.name } } },
  });
}

function namedTypeOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedTypeOf(type.type);
}

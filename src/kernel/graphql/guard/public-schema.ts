import {
  getNamedType,
  GraphQLObjectType,
  GraphQLSchema,
  isLeafType,
  isObjectType,
  specifiedDirectives,
  type GraphQLNamedType,
} from 'graphql';

/** Mark of root fields that are open to everybody, in `extensions`; set where requirements are checked. */
export const PUBLIC = 'public';

const known = new WeakMap<GraphQLSchema, GraphQLSchema>();

/**
 * The part of the schema that callers who are not signed in may know: the root fields open to everybody and the types that these
 * lead to. Documents of such callers are read against it alone, so that whatever else there is answers like what there is not.
 */
export function publicSchemaOf(schema: GraphQLSchema): GraphQLSchema {
  const made = known.get(schema) ?? publicPart(schema);
  known.set(schema, made);
  return made;
}

function publicPart(schema: GraphQLSchema): GraphQLSchema {
  const mutation = openRoot(schema.getMutationType());
  const subscription = openRoot(schema.getSubscriptionType());
  return new GraphQLSchema({
    query: openRoot(schema.getQueryType()) ?? new GraphQLObjectType({ name: 'Query', fields: {} }),
    ...(mutation ? { mutation } : {}),
    ...(subscription ? { subscription } : {}),
    types: Object.values(schema.getTypeMap()).filter(isPlainError),
    directives: specifiedDirectives,
    // Without open queries its type has no field, which a schema of its own must not have.
    assumeValid: true,
  });
}

function openRoot(root: GraphQLObjectType | null | undefined): GraphQLObjectType | null {
  const { fields, ...config } = root?.toConfig() ?? { name: '', fields: {} };
  const open = Object.entries(fields).filter(([, field]) => field.extensions?.[PUBLIC] === true);
  return open.length > 0 ? new GraphQLObjectType({ ...config, fields: Object.fromEntries(open) }) : null;
}

/** Kinds of `userErrors` that lead no further, so that a document may select their details by an inline fragment. */
function isPlainError(type: GraphQLNamedType): boolean {
  return (
    isObjectType(type) &&
    type.getInterfaces().some(({ name }) => name === 'UserError') &&
    Object.values(type.getFields()).every((field) => isLeafType(getNamedType(field.type)))
  );
}

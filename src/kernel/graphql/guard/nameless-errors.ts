import { specifiedScalarTypes, type GraphQLSchema } from 'graphql';

/** Names that every GraphQL schema has, so that they tell nothing. */
const KNOWN_TO_ALL = new Set(['Query', 'Mutation', 'Subscription', ...specifiedScalarTypes.map((type) => type.name)]);

const NAME = /[_A-Za-z][_0-9A-Za-z]*/g;

const NAMELESS = 'This part of the document does not fit the schema. Sign in to see why.';

/**
 * The message for a caller who is not signed in: without suggestions, and replaced by a general one when it names anything of the
 * schema that the caller did not write. Serves messages of the executor (variables that do not fit) as well.
 */
export function withoutSchemaNames(message: string, source: string, schema: GraphQLSchema): string {
  const bare = message.replace(/\s*Did you mean [\s\S]*\?$/, '');
  const tells = (name: string): boolean => !KNOWN_TO_ALL.has(name) && !new RegExp(`\\b${name}\\b`).test(source);
  const quoted = [...bare.matchAll(/"([^"]*)(?:"|$)/g)].flatMap((match) => match[1]?.match(NAME) ?? []);
  const types = (bare.match(NAME) ?? []).filter((name) => schema.getType(name) !== undefined);
  return [...quoted, ...types].some(tells) ? NAMELESS : bare;
}

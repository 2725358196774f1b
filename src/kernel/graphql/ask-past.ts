import {
  defaultFieldResolver,
  getNamedType,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
  isLeafType,
  isObjectType,
} from 'graphql';
import type { AskedMoments } from '../lists/asked-moments.js';
import { markMoment, momentOf, scopeAt } from '../lists/moments.js';
import { Page } from '../lists/page.js';
import type { RequestScope } from '../runtime/request-scope.js';

type Resolve = GraphQLFieldResolver<unknown, RequestScope>;

/**
 * Lets every field be asked of the past: where `asOf` stands, and in everything beneath it, resolvers get a scope that reads at that
 * moment. Done once for the whole schema, so that a relation that is added later is of its parent's moment by itself.
 */
export function askThePast(schema: GraphQLSchema, moments: AskedMoments): GraphQLSchema {
  const unasked = [schema.getMutationType(), schema.getSubscriptionType()];
  for (const type of Object.values(schema.getTypeMap()))
    if (isObjectType(type) && !unasked.includes(type)) askFields(type, moments);
  return schema;
}

/** Pages and their edges bear no mark: the rows in them do. */
const OF_PAGES = /(Connection|Edge)$/;

function askFields(type: GraphQLObjectType, moments: AskedMoments): void {
  for (const field of Object.values(type.getFields())) {
    // What has no resolver of its own may still lead to something that has: parts of a record that are kept in it, such as shares.
    const leads = !isLeafType(getNamedType(field.type)) && !OF_PAGES.test(type.name);
    const resolve = field.resolve ?? (leads ? defaultFieldResolver : null);
    if (!resolve) continue;
    const asks = field.args.some(({ name }) => name === 'asOf');
    field.resolve = asks ? askedAt(resolve as Resolve, moments) : inherited(resolve as Resolve);
  }
}

function askedAt(resolve: Resolve, moments: AskedMoments): Resolve {
  return (source, args: { asOf?: Date | null }, scope, info) => {
    // Whoever is not signed in learns nothing of moments either: the guard answers.
    if (!args.asOf || !scope.viewer) return inherited(resolve)(source, args, scope, info);
    const at = args.asOf;
    return moments.check(at).then(() => then(resolve(source, args, scopeAt(scope, at), info), at));
  };
}

function inherited(resolve: Resolve): Resolve {
  return (source, args, scope, info) => {
    const at = momentOf(source);
    return at ? then(resolve(source, args, scopeAt(scope, at), info), at) : resolve(source, args, scope, info);
  };
}

/** The answer, marked with its moment for what is asked beneath it. */
function then(answer: unknown, at: Date): unknown {
  return answer instanceof Promise ? answer.then((value: unknown) => ofMoment(value, at)) : ofMoment(answer, at);
}

/** Objects of others may be shared, so that a copy is marked; rows and pages of the list reader are marked already. */
function ofMoment(value: unknown, at: Date): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => ofMoment(one, at));
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof Page) return value;
  if (momentOf(value)) return value;
  const copy = Object.assign(Object.create(Object.getPrototypeOf(value) as object | null) as object, value);
  markMoment(copy, at);
  return copy;
}

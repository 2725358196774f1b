import type { GraphQLResolveInfo } from 'graphql';
import type { Asked, ListArgs, Source } from './asked.js';

/** Answers one field in a way of its own. */
export type Resolver = (from: Source, args: ListArgs, asked: Asked, info: GraphQLResolveInfo) => unknown;

/** Such answers, by `Type.field`. */
export type Resolvers = Readonly<Record<string, Resolver>>;

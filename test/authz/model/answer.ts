import { type DocumentNode, execute, getNamedType, type GraphQLResolveInfo, isListType, isNonNullType } from 'graphql';
import { type Asked, connection, type ListArgs, refusal, type Source, source } from './asked.js';
import { childrenOf, columnOf, hasColumns, isRecord, linkColumn } from './columns.js';
import { inOrder } from './page.js';
import { shown } from './places.js';
import { askedThere, checkMoment } from './moments.js';
import { SPECIAL } from './special.js';

/** The answer that the oracle's sets lead to. */
export interface Expected {
  readonly data: Record<string, unknown> | null;
  readonly code: string | null;
}

/** Answers a document from the model alone: the same schema, other resolvers. */
export function answer(asked: Asked, document: DocumentNode, variables: Record<string, unknown>): Expected {
  const result = execute({
    schema: asked.schema,
    document,
    variableValues: variables,
    contextValue: { ...asked, moments: new Map() } satisfies Asked,
    fieldResolver: resolve,
    rootValue: {},
  });
  if (result instanceof Promise) throw new Error('The model answers at once.');
  const [error] = result.errors ?? [];
  if (error && !error.extensions['code']) throw error.originalError ?? error;
  return {
    data: error ? null : (JSON.parse(JSON.stringify(result.data)) as Record<string, unknown>),
    code: error ? String(error.extensions['code']) : null,
  };
}

function resolve(source: unknown, args: unknown, question: Asked, info: GraphQLResolveInfo): unknown {
  const parent = info.parentType.name;
  checkMoment(question, (args as ListArgs).asOf);
  const asked = askedThere(question, info);
  const place = `${parent}.${info.fieldName}`;
  if (['Query', 'Mutation', 'Subscription'].includes(parent)) checkHolds(asked, info);
  const special = SPECIAL[place];
  if (special) return special(source as Source, args as ListArgs, asked, info);
  if (parent === 'Query') return rootField(args as ListArgs & { id?: string }, asked, info);
  if (hasColumns(parent)) return recordField(source as Source, args as ListArgs, asked, info);
  return (source as Record<string, unknown>)[info.fieldName];
}

/** A root field whose action the roles do not name is forbidden. */
function checkHolds({ sight }: Asked, info: GraphQLResolveInfo): void {
  const { description } = info.parentType.getFields()[info.fieldName]!;
  const action = /Requires: (\w+\.\w+)/.exec(description ?? '')?.[1];
  if (action && !sight.oracle.holds(sight.person, action)) throw refusal('FORBIDDEN');
}

function rootField(args: ListArgs & { id?: string }, asked: Asked, info: GraphQLResolveInfo): unknown {
  const named = getNamedType(info.returnType).name;
  if (isRecord(named)) {
    const row = asked.sight.one(named, args.id);
    if (!row) throw refusal('NOT_FOUND');
    return source(named, row);
  }
  const type = named.replace(/Connection$/, '');
  if (isRecord(type)) return connection(asked, type, asked.sight.rows(type), args);
  throw new Error(`The model has no driver for Query.${info.fieldName}.`);
}

function recordField({ type, row }: Source, args: ListArgs, asked: Asked, info: GraphQLResolveInfo): unknown {
  const children = childrenOf(type, info.fieldName);
  if (children) {
    const [childType, column] = children;
    const rows = asked.sight.rows(childType).filter((child) => child[column] === row.id);
    if (isList(info)) return inOrder(asked, rows, childType, null).map((child) => source(childType, child));
    return connection(asked, childType, rows, args);
  }
  const named = getNamedType(info.returnType).name;
  const column = columnOf(type, info.fieldName);
  if (!isRecord(named)) return shown(asked, type, column, row[column] ?? null);
  const linked = asked.sight.one(named, row[linkColumn(type, info.fieldName)]);
  return linked && source(named, linked);
}

function isList({ returnType }: GraphQLResolveInfo): boolean {
  return isListType(isNonNullType(returnType) ? returnType.ofType : returnType);
}

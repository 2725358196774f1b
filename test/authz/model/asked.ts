import { type FieldNode, GraphQLError, type GraphQLSchema } from 'graphql';
import type { Features, Message, Row } from '../world/rows.js';
import { checkFilter, type Filter, meetsFilter } from './filter.js';
import { inOrder, type ModelPage, type OrderStep, pageOf } from './page.js';
import type { Sight } from './sight.js';

/** A record on its way through the model. */
export interface Source {
  readonly type: string;
  readonly id: string;
  readonly row: Row;
}

/** Arguments of a list field. */
export interface ListArgs {
  readonly first: number;
  readonly after?: string | null;
  readonly filter?: Filter | null;
  readonly orderBy?: readonly OrderStep[] | null;
  readonly asOf?: string | null;
}

/** What the resolvers of the model know of the question. */
export interface Asked {
  readonly sight: Sight;
  readonly features: Features;
  readonly schema: GraphQLSchema;
  /** The session by which is asked. */
  readonly session: string;
  /** The moment that each field of a document is asked of, found once. */
  readonly moments?: Map<FieldNode, string | null>;
  /** The message that a subscription tells. */
  readonly event?: Message;
}

/** An error of that code. */
export function refusal(code: string): GraphQLError {
  return new GraphQLError(code, { extensions: { code } });
}

/** A record as a source of fields. */
export function source(type: string, row: Row): Source {
  return { type, id: row.id, row };
}

/** A page of the rows, filtered and ordered; a cursor goes on where its row stands, or stood before it was out of sight. */
export function connection(asked: Asked, type: string, rows: readonly Row[], args: ListArgs): ModelPage<Source> {
  checkFilter(asked, type, args.filter);
  const kept = rows.filter((row) => meetsFilter(asked, type, row, args.filter));
  const last = args.after ? (rows.find(({ id }) => id === args.after) ?? asked.sight.any(type, args.after)) : null;
  const ordered = inOrder(asked, kept, type, args.orderBy);
  if (!last) return pageOf(ordered.map(sourceOf(type)), args.first);
  const place = inOrder(asked, [...kept.filter((row) => row !== last), last], type, args.orderBy).indexOf(last);
  return pageOf(ordered.map(sourceOf(type)), args.first, kept.includes(last) ? place + 1 : place);
}

function sourceOf(type: string): (row: Row) => Source {
  return (row) => source(type, row);
}

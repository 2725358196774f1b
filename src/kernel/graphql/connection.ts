import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import type { Page, PageInfo } from '../lists/page.js';

/** Where a page stands in its list. */
@ObjectType('PageInfo', { description: 'Where a page stands in its list.' })
export class PageInfoType implements PageInfo {
  @Field(() => Boolean, { description: 'Whether more entries follow.' })
  hasNextPage: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last entry; pass it as `after` to go on. Null on an empty page.',
  })
  endCursor: string | null;
}

type NodeClass<N> = new (...args: never[]) => N;

/** Makes `<Name>Connection` with edges, nodes, pageInfo and totalCount for a node type. */
export function connectionOf<N>(
  name: string,
  Node: NodeClass<N>,
): new () => Pick<Page<N>, 'nodes' | 'edges' | 'pageInfo'> {
  const Edge = { [`${name}Edge`]: class {} }[`${name}Edge`]!;
  ObjectType(`${name}Edge`, { description: `One entry of a list of ${name}.` })(Edge);
  const edge = Edge.prototype as object;
  Field(() => Node, { description: 'The entry.' })(edge, 'node');
  Field(() => String, { description: 'Its place in the list.' })(edge, 'cursor');
  const Connection = { [`${name}Connection`]: class {} }[`${name}Connection`]!;
  ObjectType(`${name}Connection`, { description: `One page of a list of ${name}.` })(Connection);
  const connection = Connection.prototype as object;
  Field(() => [Edge], { description: 'Entries with their cursors.' })(connection, 'edges');
  Field(() => [Node], { description: 'Entries alone.' })(connection, 'nodes');
  Field(() => PageInfoType, { description: 'Where this page stands.' })(connection, 'pageInfo');
  Field(() => Int, { description: 'How many entries the whole list has; counted only when selected.' })(
    connection,
    'totalCount',
  );
  return Connection as new () => Pick<Page<N>, 'nodes' | 'edges' | 'pageInfo'>;
}

/** Arguments of a list that is paged only. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 20, description: 'How many to return at most: 1–100.' })
  first: number;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the entry after which to go on (`pageInfo.endCursor`).',
  })
  after?: string | null;
}

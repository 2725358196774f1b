import { RequestRefused } from '../runtime/domain-error.js';

/** One entry of a page with its place in the list. */
export interface Edge<N> {
  readonly node: N;
  readonly cursor: string;
}

/** Where a page stands in its list. */
export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}

/** One page of a list; the total is only counted when the query selects it. */
export class Page<N> {
  constructor(
    readonly nodes: readonly N[],
    private readonly hasNext: boolean,
    private readonly cursorOf: (node: N) => string,
    private readonly count: () => Promise<number>,
  ) {}

  get edges(): Edge<N>[] {
    return this.nodes.map((node) => ({ node, cursor: this.cursorOf(node) }));
  }

  get pageInfo(): PageInfo {
    const last = this.nodes.at(-1);
    return { hasNextPage: this.hasNext, endCursor: last === undefined ? null : this.cursorOf(last) };
  }

  get totalCount(): Promise<number> {
    return this.count();
  }
}

const MOST = 100;

/** How many entries a page has. Throws BAD_USER_INPUT. */
export function pageSize(first: number): number {
  if (!Number.isInteger(first) || first < 1 || first > MOST)
    throw new RequestRefused('BAD_USER_INPUT', `The argument "first" must be from 1 to ${MOST}.`);
  return first;
}

import { Args, Extensions, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asker } from '../../access/asker.js';
import { SignedIn } from '../../access/requirements.js';
import type { Viewer } from '../../access/viewer.js';
import type { Page } from '../../lists/page.js';
import { type CheckedSearch, SearchEverything, type SearchHit } from '../../lists/search-everything.js';
import { PageArgs } from '../connection.js';
import { SearchArgs, SearchCountNode, SearchHitConnection, SearchResultNode } from './search.types.js';

/** Rows that a search takes from its asker's budget, of the past as much again: keywords are looked for in every kind of record. */
const SEARCH_ROWS = 500;

/** Keywords in everything that the asker may see. */
@Resolver(() => SearchResultNode)
export class SearchResolver {
  constructor(private readonly searching: SearchEverything) {}

  @SignedIn()
  @Extensions({ rowCost: SEARCH_ROWS })
  @Query(() => SearchResultNode, {
    description:
      'Looks for keywords in every kind of record that the asker may read, now, at a moment (`asOf`) or in a period (`from`, `to`); the best matches first.',
  })
  search(@Asker() viewer: Viewer, @Args() asked: SearchArgs): Promise<CheckedSearch> {
    return this.searching.check(viewer, asked);
  }

  @ResolveField(() => SearchHitConnection, { description: 'The records, the best match first.' })
  hits(@Parent() search: CheckedSearch, @Args() { first, after }: PageArgs): Promise<Page<SearchHit>> {
    return this.searching.page(search, first, after ?? null);
  }

  @ResolveField(() => [SearchCountNode])
  counts(search: CheckedSearch): Promise<SearchCountNode[]> {
    return this.searching.counts(search);
  }
}

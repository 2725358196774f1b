import { ArgsType, Extensions, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { SearchAsked } from '../../lists/search-everything.js';
import { connectionOf } from '../connection.js';
import { DateTime } from '../scalars.js';

/** Kinds of records that keywords are looked for in. */
const KINDS = 7;

@ObjectType('SearchHit', { description: 'One record that matches the keywords.' })
export class SearchHitNode {
  @Field(() => String, { description: 'Kind of the record, such as customer.' })
  kind: string;

  @Field(() => ID, { description: 'Id of the record.' })
  id: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Its name, number or subject, of an interaction the first 200 characters; under the field rules of the asker.',
  })
  title: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'Read it `asOf` this moment to see it as it was found; null: as it is now, or found in a month of which only the end can be asked.',
  })
  matchedAt: Date | null;
}

/** One page of hits. */
export const SearchHitConnection = connectionOf('SearchHit', SearchHitNode);

@ObjectType('SearchCount', { description: 'How many records of a kind match.' })
export class SearchCountNode {
  @Field(() => String, { description: 'Kind of the records.' })
  kind: string;

  @Field(() => Int, { description: 'How many.' })
  count: number;
}

@ObjectType('SearchResult', { description: 'What a keyword search has found.' })
export class SearchResultNode {
  @Field(() => [SearchCountNode], { description: 'How many match of each kind.' })
  @Extensions({ listSize: KINDS })
  counts?: SearchCountNode[];
}

/** What is looked for, where and when. */
@ArgsType()
export class SearchArgs implements SearchAsked {
  @Field(() => String, {
    description:
      'Keywords: characters of a name (Chinese too), pinyin initials, part of a phone number; all must match. 1–100 characters.',
  })
  text: string;

  @Field(() => [String], {
    nullable: true,
    description:
      'Kinds to look in: customer, contact, interaction, opportunity, product, serviceCase, person; all that the asker may read when left out.',
  })
  kinds?: string[] | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Begin of a period: what matched at any moment of it is found, also what is otherwise or gone now.',
  })
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'End of the period, at least 5 seconds ago.' })
  to?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'A moment instead of a period: what matched then.' })
  asOf?: Date | null;
}

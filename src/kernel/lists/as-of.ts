import { Field, ArgsType, ID } from '@nestjs/graphql';
import { DateTime } from '../graphql/scalars.js';

/** What the argument `asOf` means, wherever it stands. */
export const AS_OF =
  'Moment in the past (RFC 3339): the answer, and every relation inside it, is as it was then. At least 5 seconds ago; now when not given.';

/** Arguments of a single record that can be read as it was. */
@ArgsType()
export class RecordArgs {
  @Field(() => ID, { description: 'Id of the record.' })
  id: string;

  @Field(() => DateTime, { nullable: true, description: AS_OF })
  asOf?: Date | null;
}

import { Field, ObjectType } from '@nestjs/graphql';
import { UserError } from '../../../kernel/graphql/user-errors.js';
import { ScanAccountNode } from './churn-model.types.js';

/** The warning after a change, or why it was not changed; `warning` is read with the asker's rights. */
@ObjectType({ isAbstract: true })
export abstract class WarningChangePayload {
  @Field(() => [UserError], { description: 'What the user can mend.' })
  userErrors: UserError[];

  warningId?: string | null;
}

@ObjectType({ description: 'The warning with its action, or why it was not noted.' })
export class ChurnWarningActPayload extends WarningChangePayload {}

@ObjectType({ description: 'The closed warning, or why it was not closed.' })
export class ChurnWarningClosePayload extends WarningChangePayload {}

@ObjectType({ description: 'What the scan did, or why it was not made.' })
export class ChurnScanPayload {
  @Field(() => ScanAccountNode, { nullable: true, description: 'What the scan did.' })
  account: ScanAccountNode | null;

  @Field(() => [UserError], { description: 'What the user can mend.' })
  userErrors: UserError[];
}

import { Field, ObjectType } from '@nestjs/graphql';
import { UserError } from '../../../kernel/graphql/user-errors.js';

/** What product mutations answer; `product` is read for who asks. */
abstract class ProductPayload {
  productId: string | null;
}

@ObjectType({ description: 'The new product, or why there is none.' })
export class ProductCreatePayload extends ProductPayload {
  @Field(() => [UserError], { description: 'What the user can mend.' })
  userErrors: UserError[];
}

@ObjectType({ description: 'The changed product, or why it was not changed.' })
export class ProductUpdatePayload extends ProductPayload {
  @Field(() => [UserError], { description: 'What the user can mend.' })
  userErrors: UserError[];
}

@ObjectType({ description: 'The rate that was set, or why it was not.' })
export class ExchangeRateSetPayload {
  @Field(() => [UserError], { description: 'What the user can mend.' })
  userErrors: UserError[];

  exchangeRateId: string | null;
}

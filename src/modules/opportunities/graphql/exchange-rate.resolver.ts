import { Args, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asker } from '../../../kernel/access/asker.js';
import { Can } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import type { ListArgs } from '../../../kernel/lists/define-list.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { Page } from '../../../kernel/lists/page.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { EXCHANGE_RATES } from '../queries/product-list.js';
import { SetExchangeRate } from '../use-cases/set-exchange-rate.js';
import { ExchangeRateSetInput } from './product.inputs.js';
import { ExchangeRateSetPayload } from './product.payloads.js';
import { ExchangeRateConnection, ExchangeRateNode } from './product.types.js';

/** Exchange rates of the days. */
@Resolver(() => ExchangeRateSetPayload)
export class ExchangeRateResolver {
  constructor(
    private readonly lists: ListReader,
    private readonly setting: SetExchangeRate,
  ) {}

  @Can('exchangeRate.read')
  @Query(() => ExchangeRateConnection, { description: 'Exchange rates, newest day first.' })
  exchangeRates(
    @Asker() viewer: Viewer,
    @Args({ type: () => EXCHANGE_RATES.Args }) args: ListArgs,
  ): Promise<Page<ExchangeRateNode>> {
    return this.lists.page(EXCHANGE_RATES, viewer, args);
  }

  @Can('exchangeRate.edit')
  @Mutation(() => ExchangeRateSetPayload, {
    description: 'Sets the exchange rate of a day; deals converted before keep their amounts. Codes: INVALID_MATCHES.',
  })
  exchangeRateSet(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'The rate.' }) input: ExchangeRateSetInput,
  ): Promise<{ exchangeRateId: string }> {
    return this.setting.execute(viewer, input);
  }

  @ResolveField(() => ExchangeRateNode, { nullable: true, description: 'The rate.' })
  exchangeRate(payload: ExchangeRateSetPayload, _args: unknown, scope: RequestScope): Promise<ExchangeRateNode | null> {
    return this.lists.related(EXCHANGE_RATES, scope, payload.exchangeRateId);
  }
}

import { Args, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asker } from '../../../kernel/access/asker.js';
import { Can } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import type { ListArgs } from '../../../kernel/lists/define-list.js';
import { RecordArgs } from '../../../kernel/lists/as-of.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { Page } from '../../../kernel/lists/page.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { PRODUCT_PRICES, PRODUCTS } from '../queries/product-list.js';
import { SaveProduct } from '../use-cases/save-product.js';
import { ProductCreateInput, ProductUpdateInput } from './product.inputs.js';
import { ProductCreatePayload, ProductUpdatePayload } from './product.payloads.js';
import { ProductConnection, ProductNode, ProductPriceNode } from './product.types.js';

const PRICES_SHOWN = 50;

/** Products with their price rules. */
@Resolver(() => ProductNode)
export class ProductResolver {
  constructor(
    private readonly lists: ListReader,
    private readonly saving: SaveProduct,
  ) {}

  @Can('product.read')
  @Query(() => ProductConnection, { description: 'Products.' })
  products(@Asker() viewer: Viewer, @Args({ type: () => PRODUCTS.Args }) args: ListArgs): Promise<Page<ProductNode>> {
    return this.lists.page(PRODUCTS, viewer, args);
  }

  @Can('product.read')
  @Query(() => ProductNode, { description: 'One product.' })
  product(@Asker() viewer: Viewer, @Args() { id, asOf }: RecordArgs): Promise<ProductNode> {
    return this.lists.one(PRODUCTS, viewer, id, asOf);
  }

  @ResolveField(() => [ProductPriceNode], { description: 'Price rules, newest first (at most 50).' })
  async prices(product: ProductNode, _args: unknown, scope: RequestScope): Promise<readonly ProductPriceNode[]> {
    const page = await this.lists.children<ProductPriceNode>(PRODUCT_PRICES, scope, 'product_id', product.id, {
      first: PRICES_SHOWN,
    });
    return page.nodes;
  }

  @Can('product.edit')
  @Mutation(() => ProductCreatePayload, {
    description: 'Adds a product. Codes: PRODUCT_CODE_TAKEN, INVALID_PRICE_RULE.',
  })
  productCreate(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'The product.' }) input: ProductCreateInput,
  ): Promise<{ productId: string }> {
    return this.saving.create(viewer, withPriceText(input));
  }

  @Can('product.edit')
  @Mutation(() => ProductUpdatePayload, {
    description:
      'Changes a product or gives it a new price. Codes: STALE_RECORD, PRODUCT_CODE_TAKEN, INVALID_PRICE_RULE.',
  })
  productUpdate(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'The change.' }) input: ProductUpdateInput,
  ): Promise<{ productId: string }> {
    return this.saving.update(viewer, withPriceText(input));
  }
}

type WithPrice = ProductCreateInput | ProductUpdateInput;
type PriceText = {
  readonly listPrice: string;
  readonly currency: string;
  readonly maxDiscount: string;
  readonly effectiveFrom?: string | null;
};

/** Inside, shares are exact decimals as text. */
function withPriceText<I extends WithPrice>(input: I): Omit<I, 'price'> & { price?: PriceText | null } {
  const { price, ...rest } = input;
  return { ...rest, price: price ? { ...price, maxDiscount: String(price.maxDiscount) } : price };
}

/** The product of a payload, as the asker may see it. */
@Resolver(() => ProductCreatePayload)
export class ProductCreatePayloadResolver {
  constructor(private readonly lists: ListReader) {}

  @ResolveField(() => ProductNode, { nullable: true, description: 'The product.' })
  product(payload: ProductCreatePayload, _args: unknown, scope: RequestScope): Promise<ProductNode | null> {
    return this.lists.related(PRODUCTS, scope, payload.productId);
  }
}

/** The product of a payload, as the asker may see it. */
@Resolver(() => ProductUpdatePayload)
export class ProductUpdatePayloadResolver {
  constructor(private readonly lists: ListReader) {}

  @ResolveField(() => ProductNode, { nullable: true, description: 'The product.' })
  product(payload: ProductUpdatePayload, _args: unknown, scope: RequestScope): Promise<ProductNode | null> {
    return this.lists.related(PRODUCTS, scope, payload.productId);
  }
}

import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { flushUnique } from '../../../kernel/database/unique-race.js';
import type { Work } from '../../../kernel/database/work.js';
import { addDays } from '../../../kernel/runtime/calendar-moments.js';
import { CompanyCalendar } from '../../../kernel/runtime/company-calendar.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { Product, type ProductFacts } from '../domain/product.js';
import { type PriceRule, ProductPrice } from '../domain/product-price.js';

/** A price as it is asked for; without a day it holds from today on. */
export type PriceRequest = Omit<PriceRule, 'effectiveFrom'> & { readonly effectiveFrom?: string | null };

/** A product as its form sends it. */
export type ProductForm = Pick<ProductFacts, 'code' | 'name'> &
  Partial<Pick<ProductFacts, 'series' | 'description'>> & { readonly price?: PriceRequest | null };

/** A change of a product as its form sends it; what is not given stays. */
export type ProductChange = Partial<ProductFacts> & {
  readonly productId: string;
  readonly expectedVersion: number;
  readonly price?: PriceRequest | null;
};

/** Adds and changes products; a new price ends the one before on the day before it begins. */
@Injectable()
export class SaveProduct {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly calendar: CompanyCalendar,
  ) {}

  /** Throws PRODUCT_CODE_TAKEN, INVALID_PRICE_RULE. */
  create(viewer: Viewer, input: ProductForm & { idempotencyKey?: string | null }): Promise<{ productId: string }> {
    const operation = { actor: viewer, action: 'product.create', idempotencyKey: input.idempotencyKey, input };
    return this.unitOfWork.run(operation, (work) => this.add(work, input));
  }

  /** The same inside another unit of work; imports may state the earlier moment that product and price hold from. */
  async add(
    work: Work,
    { code, name, series = null, description = null, price }: ProductForm,
    since?: Date,
  ): Promise<{ productId: string }> {
    await refuseTaken(work, code, null);
    const product = work.add(Product.of({ code, name, series, description, active: true }), since);
    await flushUnique(work);
    if (price) await this.reprice(work, product.id, price, since);
    return { productId: product.id };
  }

  /** Throws PRODUCT_CODE_TAKEN, INVALID_PRICE_RULE. */
  update(viewer: Viewer, input: ProductChange & { idempotencyKey?: string | null }): Promise<{ productId: string }> {
    const { productId, expectedVersion, idempotencyKey } = input;
    return this.unitOfWork.run({ actor: viewer, action: 'product.edit', idempotencyKey, input }, async (work) => {
      const product = await work.fetch(Product, productId, { verb: 'edit', expectedVersion });
      if (input.code !== undefined) await refuseTaken(work, input.code, product.id);
      product.describe(input);
      // A price is a record of its own: the product's version must move with it.
      work.touch(product);
      if (input.code !== undefined) await flushUnique(work);
      if (input.price) await this.reprice(work, product.id, input.price);
      return { productId };
    });
  }

  private async reprice(work: Work, productId: string, request: PriceRequest, since?: Date): Promise<void> {
    const rule = { ...request, effectiveFrom: request.effectiveFrom ?? this.calendar.dayOf(work.at) };
    const { currency } = rule;
    const price = ProductPrice.of(productId, rule);
    for (const before of await work.fetchWhere(ProductPrice, { productId, currency, effectiveTo: null })) {
      if (before.effectiveFrom >= rule.effectiveFrom) work.remove(before);
      else {
        before.effectiveTo = addDays(rule.effectiveFrom, -1);
        work.save(before);
      }
    }
    work.add(price, since);
  }
}

/** Products are seen by all who sell, so a taken code gives nothing away. */
async function refuseTaken(work: Work, code: string, ownId: string | null): Promise<void> {
  const taken = await work.fetchWhere(Product, { code });
  if (taken.some(({ id }) => id !== ownId)) throw new DomainError('PRODUCT_CODE_TAKEN', ['input', 'code'], { code });
}

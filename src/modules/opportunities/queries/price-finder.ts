import { Injectable } from '@nestjs/common';
import { Database } from '../../../kernel/database/database.js';

/** What a product on sale costs on a day. */
export interface ProductPriceView {
  readonly productId: string;
  readonly productName: string;
  /** Null: no price on that day. */
  readonly listPrice: string | null;
  readonly currency: string | null;
  readonly maxDiscount: string | null;
}

/** Reads products on sale with their price rules of a day. */
@Injectable()
export class PriceFinder {
  constructor(private readonly database: Database) {}

  /** One entry per active product: its price in that currency if there is one, else in another. */
  async pricesOn(productIds: readonly string[], currency: string, day: string): Promise<Map<string, ProductPriceView>> {
    if (productIds.length === 0) return new Map();
    const rows = await this.database.rows<ProductPriceView>(
      `SELECT p.id AS productId, p.name AS productName, r.list_price AS listPrice, r.currency, r.max_discount AS maxDiscount
       FROM product p LEFT JOIN product_price r ON r.product_id = p.id AND r.deleted_at IS NULL
         AND r.effective_from <= ? AND (r.effective_to IS NULL OR r.effective_to >= ?)
       WHERE p.id IN (${productIds.map(() => '?').join(',')}) AND p.active = 1 AND p.deleted_at IS NULL
       ORDER BY CASE WHEN r.currency = ? THEN 1 ELSE 0 END, r.effective_from, r.id`,
      [day, day, ...productIds, currency],
    );
    return new Map(rows.map((row) => [row.productId, row]));
  }
}

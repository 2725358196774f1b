import { defineList } from '../../../kernel/lists/define-list.js';
import { EXCHANGE_RATE, PRODUCT, PRODUCT_PRICE } from '../opportunities.permissions.js';

/** Products as lists and links show them. */
export const PRODUCTS = defineList({
  name: 'Product',
  readable: PRODUCT,
  columns: {
    id: 'id',
    version: 'version',
    code: 'code',
    name: 'name',
    series: 'series',
    description: 'description',
    active: 'active',
    createdAt: 'created_at',
    updatedAt: 'updated_at',
  },
  filters: {
    code: { column: 'code', type: 'text', index: 'ux_product_code', description: 'Code.' },
    name: { column: 'name', type: 'text', index: 'ix_product_name', description: 'Name.' },
    series: { column: 'series', type: 'text', index: 'small table', description: 'Series.' },
    active: { column: 'active', type: 'boolean', index: 'small table', description: 'Whether it is sold.' },
  },
  orders: {
    NAME: { column: 'name', type: 'text', index: 'ix_product_name', description: 'Name.' },
    CODE: { column: 'code', type: 'text', index: 'ux_product_code', description: 'Code.' },
  },
  defaultOrder: [{ field: 'NAME', direction: 'ASC' }],
  search: ['name', 'code', 'series'],
});

/** Price rules of products, newest first. */
export const PRODUCT_PRICES = defineList({
  name: 'ProductPrice',
  readable: PRODUCT_PRICE,
  columns: {
    id: 'id',
    listPrice: 'list_price',
    currency: 'currency',
    maxDiscount: 'max_discount',
    effectiveFrom: 'effective_from',
    effectiveTo: 'effective_to',
  },
  filters: {},
  orders: {
    EFFECTIVE_FROM: {
      column: 'effective_from',
      type: 'text',
      index: 'ix_product_price_product',
      description: 'First day.',
    },
  },
  defaultOrder: [{ field: 'EFFECTIVE_FROM', direction: 'DESC' }],
});

/** Exchange rates, newest day first. */
export const EXCHANGE_RATES = defineList({
  name: 'ExchangeRate',
  readable: EXCHANGE_RATE,
  columns: { id: 'id', version: 'version', currency: 'currency', day: 'day', rate: 'rate' },
  filters: {
    currency: { column: 'currency', type: 'text', index: 'ux_exchange_rate_day', description: 'ISO 4217 code.' },
    day: { column: 'day', type: 'date', index: 'ux_exchange_rate_day', description: 'Day.' },
  },
  orders: { DAY: { column: 'day', type: 'text', index: 'ix_exchange_rate_latest', description: 'Day.' } },
  defaultOrder: [{ field: 'DAY', direction: 'DESC' }],
});

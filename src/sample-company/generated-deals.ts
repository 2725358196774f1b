import { Decimal } from 'decimal.js';
import type { LoggedBuyer, LoggedPurchase } from './cdnow-log.js';
import { discountOf } from './deals.js';
import { generatedKey } from './generated-customers.js';
import { SOURCE_CURRENCY } from './product-rules.js';
import type { SampleCustomer, SampleDeal, SampleProduct } from './sample-records.js';
import { SeededRandom } from './seeded-random.js';
import { shiftDay } from './shift-dates.js';

/** One dollar of the log counts this much: brings a CD order (35 dollars on average) into the price range of the hardware list. */
export const LOG_DOLLAR_FACTOR = 60;

const MAX_QUANTITY = 6;

interface Order {
  product: SampleProduct;
  quantity: number;
  listPrice: Decimal;
}

/** The purchases of the logged buyers as won deals of the generated customers; only engage day, product and quantity are made up. */
export function buildGeneratedDeals(
  buyers: LoggedBuyer[],
  customers: SampleCustomer[],
  products: SampleProduct[],
): SampleDeal[] {
  const byKey = new Map(customers.map((customer) => [customer.externalKey, customer]));
  const orders = possibleOrders(products);
  return buyers.flatMap((buyer) => {
    const customer = byKey.get(generatedKey(buyer.id));
    return customer ? buyer.purchases.map((purchase) => wonDeal(customer, purchase, orders)) : [];
  });
}

function wonDeal(customer: SampleCustomer, purchase: LoggedPurchase, orders: Order[]): SampleDeal {
  const externalKey = `${customer.externalKey}-${purchase.loggedDay.replaceAll('-', '')}`;
  const paid = new Decimal(purchase.dollars).times(LOG_DOLLAR_FACTOR);
  const { product, quantity, listPrice } = nearestOrder(paid, orders);
  const amount = paid.toFixed(2);
  const engagedOn = shiftDay(purchase.on, -new SeededRandom(`engaged:${externalKey}`).integer(2, 30));
  return {
    externalKey,
    name: `${product.name} × ${quantity} · ${customer.shortName}`,
    customerKey: customer.externalKey,
    customerName: customer.name,
    productCode: product.code,
    quantity,
    ownerLogin: customer.ownerLogin,
    stage: 'WON',
    amount,
    amountSource: 'PURCHASE_LOG',
    closeValue: null,
    currency: SOURCE_CURRENCY,
    listPrice: listPrice.toFixed(2),
    discount: discountOf(amount, listPrice.toFixed(2)),
    engagedOn,
    closedOn: purchase.on,
    expectedCloseOn: null,
    lostReason: null,
    stageHistory: [
      { stage: 'ENGAGING', enteredOn: engagedOn },
      { stage: 'WON', enteredOn: purchase.on },
    ],
    origin: 'CDNOW',
    generatedFields: ['name', 'productCode', 'quantity', 'engagedOn', 'listPrice', 'discount'],
  };
}

/** Every product in every quantity that a small order may have. */
function possibleOrders(products: SampleProduct[]): Order[] {
  return products.flatMap((product) =>
    Array.from({ length: MAX_QUANTITY }, (_, i) => ({
      product,
      quantity: i + 1,
      listPrice: new Decimal(product.listPrice).times(i + 1),
    })),
  );
}

/** The order whose list price is closest to what was paid, the smaller one on a tie. */
function nearestOrder(paid: Decimal, orders: Order[]): Order {
  const [first, ...rest] = orders;
  if (!first) throw new RangeError('generated deals need products');
  const distance = (order: Order): number => Math.abs(order.listPrice.toNumber() - paid.toNumber());
  return rest.reduce((best, order) => (distance(order) < distance(best) ? order : best), first);
}

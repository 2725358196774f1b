import { randomUUID } from 'node:crypto';
import { expect } from './steps.mjs';

/** Share under list price that no sales person may give alone in the sample company. */
const DISCOUNT = 0.2;

/** A new deal with a customer, one product 20 % under its list price, ready to be won. */
export async function openDiscountedDeal(seller, customer) {
  const { products } = await seller.ask(
    '{ products(first: 20) { nodes { id name active prices { listPrice currency maxDiscount } } } }',
  );
  const product = products.nodes.find(({ active, prices }) => active && prices.length > 0);
  expect(product, 'no product with a price');
  const [price] = product.prices;
  const unitPrice = (Number(price.listPrice) * (1 - DISCOUNT)).toFixed(2);
  const { opportunity } = await seller.change(
    'opportunityCreate',
    'OpportunityCreateInput',
    {
      name: `巡览 ${product.name}`,
      customerId: customer.id,
      currency: price.currency,
      expectedCloseOn: new Date().toISOString().slice(0, 10),
      lines: [{ productId: product.id, quantity: '1', unitPrice }],
      idempotencyKey: randomUUID(),
    },
    'opportunity { id version name stageCode baseAmount }',
  );
  return { ...opportunity, productName: product.name };
}

/** Moves the deal to the last open stage, one stage at a time. */
export async function advanceToTheEnd(seller, deal) {
  const { stages } = await seller.ask('{ stages { code kind position } }');
  const open = stages.filter(({ kind }) => kind === 'OPEN').sort((a, b) => a.position - b.position);
  let { version } = deal;
  for (const { code } of open.slice(open.findIndex(({ code }) => code === deal.stageCode) + 1)) {
    const { opportunity } = await seller.change(
      'opportunityAdvance',
      'OpportunityAdvanceInput',
      { opportunityId: deal.id, toStage: code, expectedVersion: version, idempotencyKey: randomUUID() },
      'opportunity { version stageCode }',
    );
    expect(opportunity.stageCode === code, `the deal stands in ${opportunity.stageCode}, not in ${code}`);
    version = opportunity.version;
  }
  return { ...deal, version };
}

/** Asks to win the deal; the discount sends it to an approval. Answers the approval and the moment the answer arrived. */
export async function askToWin(seller, deal) {
  const sent = performance.now();
  const { approval } = await seller.change(
    'opportunityWin',
    'OpportunityWinInput',
    { opportunityId: deal.id, expectedVersion: deal.version, idempotencyKey: randomUUID() },
    'approval { id state } opportunity { state }',
  );
  expect(approval?.state === 'PENDING', 'no approval was asked for');
  return { approvalId: approval.id, sent, answered: performance.now() };
}

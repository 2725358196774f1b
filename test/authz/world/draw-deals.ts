import type { Draw } from './draw.js';
import type { Row } from './rows.js';

const CURRENCIES = ['CNY', 'EUR'];

/** Products with prices, exchange rates, deals with lines and stays in stages. */
export function drawDeals(draw: Draw, deals: number): void {
  const { chance } = draw;
  for (let i = 0; i < 4; i++) addProduct(draw, i);
  for (let i = 0; i < 4; i++)
    draw.add('ExchangeRate', { currency: 'EUR', day: `2026-01-0${i + 1}`, rate: '7.10000000', ...madeBy(draw) });
  if (draw.features.stages.length === 0) return;
  for (let i = 0; i < deals; i++) {
    const deal = addDeal(draw);
    for (let lines = chance.below(3); lines > 0; lines--) addLine(draw, deal, lines);
    for (let stays = chance.below(4); stays > 0; stays--) addStay(draw, deal);
  }
}

function madeBy(draw: Draw): { created_by: string | null } {
  return { created_by: draw.chance.maybe(50, () => draw.any('Person').id) };
}

function addProduct(draw: Draw, place: number): void {
  const { chance } = draw;
  const product = draw.add('Product', {
    code: `P${place}`,
    name: `产品${draw.name()}`,
    series: chance.maybe(50, () => chance.pick(['GTX', 'MG'])),
    description: null,
    active: !chance.percent(20),
    ...madeBy(draw),
  });
  for (let prices = chance.below(3); prices > 0; prices--)
    draw.add('ProductPrice', {
      product_id: product.id,
      list_price: draw.amount(),
      currency: 'CNY',
      max_discount: 0.1,
      effective_from: draw.day(),
      effective_to: null,
    });
}

function addDeal(draw: Draw): Row {
  const { chance, features } = draw;
  const customer = draw.any('Customer');
  const stage = chance.pick(features.stages);
  const name = `机会${draw.name()}`;
  const amount = chance.maybe(15, () => draw.amount());
  const row = draw.add('Opportunity', {
    ...draw.place(),
    name,
    customer_id: chance.maybe(10, () => customer.id),
    customer_name: null,
    stage_model_id: stage.modelId,
    stage_code: stage.code,
    stage_kind: stage.kind,
    probability: stage.probability,
    stage_entered_at: draw.moment(),
    amount,
    currency: chance.pick(CURRENCIES),
    base_amount: amount,
    list_amount: amount === null ? null : chance.maybe(40, () => draw.amount()),
    expected_close_on: chance.maybe(20, () => draw.day()),
    closed_on: stage.kind === 'OPEN' ? null : draw.day(),
    created_on: draw.day(),
    lost_reason: stage.kind === 'LOST' ? chance.pick(['PRICE', 'OTHER']) : null,
    lost_competitor: null,
    lost_note: null,
    next_step: chance.maybe(60, () => '再联系'),
    approval_id: null,
    approval_decision: null,
    external_key: chance.maybe(70, () => `O${chance.below(20)}`),
    custom: {},
    search_text: '',
  });
  if (row['customer_id'] !== null) row['customer_name'] = customer['name']!;
  row['search_text'] = [name, row['customer_name']].filter(Boolean).join('\n').toLowerCase();
  return row;
}

function addLine(draw: Draw, deal: Row, position: number): void {
  draw.add('OpportunityLine', {
    opportunity_id: deal.id,
    position,
    product_id: draw.any('Product').id,
    quantity: `${draw.chance.between(1, 9)}.00`,
    unit_price: '100.00',
    list_price: '120.00',
    max_discount: 0.1,
    amount: draw.amount(),
    list_amount: '1200.00',
    discount: 0.25,
  });
}

function addStay(draw: Draw, deal: Row): void {
  const stage = draw.chance.pick(draw.features.stages);
  const entered = draw.moment();
  draw.add(
    'StageEntry',
    {
      opportunity_id: deal.id,
      stage_model_id: stage.modelId,
      stage_code: stage.code,
      stage_kind: stage.kind,
      entered_at: entered,
      entered_on: entered.slice(0, 10),
      left_at: draw.chance.maybe(40, () => new Date(Date.parse(entered) + 86_400_000 * 3).toISOString()),
      actor_id: draw.chance.maybe(30, () => draw.any('Person').id),
    },
    0,
  );
}

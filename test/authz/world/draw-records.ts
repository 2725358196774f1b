import type { Draw } from './draw.js';
import { drawApprovals } from './draw-approvals.js';
import { drawCases } from './draw-cases.js';
import { drawDeals } from './draw-deals.js';
import type { Row } from './rows.js';

const LIFECYCLES = ['POTENTIAL', 'INTENDING', 'NEGOTIATING', 'WON', 'DORMANT', 'LOST'];
const CHANNELS = ['CALL', 'VISIT', 'MEETING', 'MAIL', 'OTHER'];
const BUYING = ['DECISION_MAKER', 'INFLUENCER', 'USER', 'BUYER', 'GATEKEEPER'];

/** Records of every kind below the organisation, 20 to 500 in all. */
export function drawRecords(draw: Draw): void {
  const { chance } = draw;
  const customers = chance.percent(10) ? chance.between(40, 70) : chance.between(3, 16);
  for (let i = 0; i < customers; i++) addCustomer(draw);
  for (let i = chance.between(1, customers * 2); i > 0; i--) addContact(draw);
  for (let i = chance.between(1, customers * 2); i > 0; i--) addInteraction(draw);
  drawDeals(draw, chance.between(2, customers * 2));
  drawCases(draw, chance.between(1, customers));
  for (let i = chance.between(1, customers); i > 0; i--) addWarning(draw);
  drawApprovals(draw, chance.between(1, customers));
}

/** One customer; some below another one. */
export function addCustomer(draw: Draw): Row {
  const { chance } = draw;
  const name = draw.name();
  const shortName = chance.maybe(60, () => `简${chance.below(9)}`);
  return draw.add('Customer', {
    ...draw.place(),
    name,
    short_name: shortName,
    kind: chance.pick(['ORGANISATION', 'PERSON']),
    credit_code: chance.maybe(80, () => `91110000000000${chance.between(1000, 1010)}`),
    industry: chance.maybe(30, () => chance.pick(['制造', '物流', 'IT'])),
    founded_year: chance.maybe(50, () => chance.between(1990, 2020)),
    employees: chance.maybe(40, () => chance.between(1, 20) * 10),
    annual_revenue: chance.maybe(40, () => draw.amount()),
    revenue_currency: chance.maybe(40, () => 'CNY'),
    country: chance.maybe(60, () => chance.pick(['CN', 'DE'])),
    province: chance.maybe(60, () => chance.pick(['北京', '广东'])),
    city: chance.maybe(50, () => chance.pick(['北京', '深圳', '广州'])),
    address: chance.maybe(70, () => `路${chance.below(90)}号`),
    phone: chance.maybe(50, () => `0108888${chance.between(1000, 1999)}`),
    website: null,
    source: chance.maybe(50, () => chance.pick(['WEB', 'FAIR', 'REFERRAL'])),
    tags: chance.pick([[], ['VIP'], ['VIP', '老客户']]),
    parent_id: draw.has('Customer') ? chance.maybe(75, () => draw.any('Customer').id) : null,
    tier: chance.maybe(40, () => chance.pick(['GOLD', 'SILVER', 'BRONZE'])),
    lifecycle: chance.pick(LIFECYCLES),
    preferences: null,
    taboos: null,
    external_key: chance.maybe(70, () => `K${chance.below(20)}`),
    custom: {},
    search_text: [name.toLowerCase(), ...(shortName ? [shortName] : [])].join('\n'),
  });
}

function addContact(draw: Draw): void {
  const { chance } = draw;
  const name = `联系${draw.name()}`;
  draw.add('Contact', {
    customer_id: draw.any('Customer').id,
    name,
    title: chance.maybe(50, () => chance.pick(['经理', 'CTO'])),
    phone: chance.maybe(40, () => `1390000${chance.between(1000, 1999)}`),
    email: chance.maybe(50, () => `c${chance.below(50)}@example.com`),
    birthday: chance.maybe(80, () => draw.day()),
    buying_role: chance.maybe(50, () => chance.pick(BUYING)),
    relationship_level: chance.maybe(50, () => chance.pick(['STRANGER', 'FRIEND'])),
    do_not_contact: chance.percent(20),
    notes: null,
    external_key: null,
    custom: {},
    search_text: name.toLowerCase(),
  });
}

function addInteraction(draw: Draw): void {
  const { chance } = draw;
  draw.add('Interaction', {
    customer_id: draw.any('Customer').id,
    contact_id: chance.maybe(50, () => draw.any('Contact').id),
    author_id: draw.any('Person').id,
    channel: chance.pick(CHANNELS),
    happened_at: draw.moment(),
    summary: `谈了${draw.name()}`,
    follow_up_on: chance.maybe(60, () => draw.day()),
    follow_up_channel: null,
    follow_up_note: null,
  });
}

function addWarning(draw: Draw): void {
  const { chance } = draw;
  const customer = draw.any('Customer');
  const state = chance.pick(['OPEN', 'ACTED', 'CLOSED']);
  const closed = state === 'CLOSED';
  const raised = draw.moment();
  draw.add('ChurnWarning', {
    ...draw.place(),
    customer_id: customer.id,
    customer_name: customer['name']!,
    state,
    score: chance.below(20) / 20,
    threshold: 0.5,
    horizon_days: 90,
    silent_days: chance.between(1, 30) * 10,
    own_gap_median_days: chance.maybe(50, () => 12.5),
    purchases: chance.between(1, 9),
    first_purchase_on: '2025-01-05',
    last_purchase_on: draw.day(),
    value_at_risk: draw.amount(),
    reasons: [],
    model_id: '1',
    raised_at: raised,
    raised_on: raised.slice(0, 10),
    action: null,
    action_owner_id: chance.maybe(60, () => draw.any('Person').id),
    action_due_on: null,
    acted_at: state === 'ACTED' ? raised : null,
    acted_by: state === 'ACTED' ? draw.any('Person').id : null,
    outcome: closed ? chance.pick(['KEPT', 'LOST', 'FALSE_ALARM']) : null,
    close_reason: closed ? 'PERSON' : null,
    close_note: null,
    closed_at: closed ? raised : null,
    closed_on: closed ? raised.slice(0, 10) : null,
    closed_by: closed ? draw.any('Person').id : null,
  });
}

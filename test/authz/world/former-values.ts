import type { Draw } from './draw.js';
import type { Row, Value } from './rows.js';
import { BESIDES } from './past.js';

/** Some columns of a record as they were before. */
export type Former = (draw: Draw, later: Row) => Readonly<Record<string, Value>>;

const place: Former = (draw) => draw.place();
const owned: readonly Former[] = [place, place, place];
const madeBy: Former = (draw) => ({ created_by: draw.chance.maybe(40, () => draw.any('Person').id) });

/** A column that had something else in it, drawn as it is drawn for the record of now. */
function was(column: string, make: (draw: Draw) => Value): Former {
  return (draw) => ({ [column]: make(draw) });
}

/** It belonged to another record. */
function below(type: string, column: string): Former {
  return (draw) => ({ [column]: draw.any(type).id });
}

/** One of these values. */
function among(column: string, ...values: readonly Value[]): Former {
  return was(column, ({ chance }) => chance.pick(values));
}

function named(column: string, prefix: string): Former {
  return was(column, (draw) => `${prefix}${draw.name()}`);
}

const money = (column: string): Former => was(column, (draw) => draw.amount());
const moment = (column: string): Former => was(column, (draw) => draw.moment());

const ofCustomer: Former = (draw) => {
  const customer = draw.any('Customer');
  return { customer_id: customer.id, customer_name: customer['name']! };
};

const stage: Former = ({ chance, features }) => {
  const drawn = chance.pick(features.stages);
  return { stage_code: drawn.code, stage_kind: drawn.kind, probability: drawn.probability };
};

const amounts: Former = (draw) => {
  const amount = draw.amount();
  return { amount, base_amount: amount, list_amount: draw.chance.maybe(40, () => draw.amount()) };
};

const permissions: Former = ({ chance, features }) => ({
  permissions: chance.some(features.actions, 4).map((action) => ({ action, scope: chance.pick(['OWN', 'ALL']) })),
});

/** What records of each type may have been before: where they stood, what they belonged to, what lists are filtered, ordered and searched by. */
export const FORMER: Readonly<Record<string, readonly Former[]>> = {
  [BESIDES]: [below('Department', 'department_id')],
  Department: [named('name', '旧部门'), was('head_id', (draw) => draw.any('Person').id)],
  Person: [
    ...[below('Department', 'department_id'), below('Department', 'department_id'), named('name', '曾')],
    ...[was('phone', ({ chance }) => `1351111${chance.between(1000, 1999)}`), among('active', true, false)],
    ...[was('email', ({ chance }) => `old${chance.below(50)}@example.com`), below('Person', 'manager_id')],
    ...[below('Position', 'position_id'), among('level', 1, 2, 3), among('type', 'STAFF', 'MANAGER')],
  ],
  Deputy: [below('Person', 'principal_id'), below('Person', 'deputy_id'), among('ended_at', null), moment('starts_at')],
  Position: [named('name', '旧岗位')],
  Role: [named('name', '旧角色'), permissions, madeBy],
  Customer: [
    ...owned,
    ...[named('name', '原'), named('short_name', '旧'), among('tier', 'GOLD', 'SILVER', null), money('annual_revenue')],
    ...[
      among('lifecycle', 'POTENTIAL', 'WON', 'LOST'),
      among('city', '北京', '深圳', null),
      among('tags', [], ['VIP']),
    ],
    ...[was('phone', ({ chance }) => `0107777${chance.between(1000, 1999)}`), below('Customer', 'parent_id')],
    was('credit_code', ({ chance }) => `91110000000000${chance.between(2000, 2010)}`),
  ],
  Contact: [
    ...[below('Customer', 'customer_id'), below('Customer', 'customer_id'), named('name', '旧联系')],
    ...[among('title', '经理', 'CFO', null), among('do_not_contact', true, false)],
    ...[was('phone', ({ chance }) => `1391111${chance.between(1000, 1999)}`)],
    was('email', ({ chance }) => `d${chance.below(50)}@example.com`),
  ],
  Interaction: [
    below('Customer', 'customer_id'),
    moment('happened_at'),
    named('summary', '曾谈'),
    below('Person', 'author_id'),
  ],
  Opportunity: [
    ...owned,
    ...[ofCustomer, ofCustomer, stage, amounts, named('name', '旧机会'), among('next_step', '再联系', null)],
    ...[was('expected_close_on', (draw) => draw.day()), moment('stage_entered_at'), among('currency', 'CNY', 'EUR')],
  ],
  OpportunityLine: [
    below('Opportunity', 'opportunity_id'),
    below('Product', 'product_id'),
    money('amount'),
    among('position', 1, 2),
  ],
  Product: [named('name', '旧产品'), among('series', 'GTX', null), among('active', true, false), madeBy],
  ProductPrice: [below('Product', 'product_id'), money('list_price'), was('effective_from', (draw) => draw.day())],
  ExchangeRate: [among('rate', '6.90000000', '7.00000000'), madeBy],
  ServiceCase: [
    ...[...owned, among('owner_id', null), ofCustomer, ofCustomer, named('subject', '旧问题'), moment('opened_at')],
    ...[among('state', 'OPEN', 'WAITING_CUSTOMER', 'CLOSED'), among('priority', 'LOW', 'URGENT')],
    ...[among('step_role_code', null, 'r0', 'r1'), among('description', '旧情', '详情')],
  ],
  ServiceStep: [
    below('ServiceCase', 'case_id'),
    below('Person', 'handler_id'),
    among('minutes', 1, 2),
    moment('started_at'),
  ],
  ServiceEntry: [below('ServiceCase', 'case_id'), moment('happened_at'), among('note', '旧记', null)],
  ServiceProcess: [named('name_zh', '旧流程'), among('active', true, false), madeBy],
  Approval: [
    ...[below('Department', 'department_id'), among('state', 'PENDING', 'APPROVED'), moment('submitted_at')],
    ...[below('Person', 'submitter_id'), named('title_zh', '旧申请')],
  ],
  ApprovalTask: [
    below('Approval', 'approval_id'),
    among('state', 'OPEN', 'CANCELLED'),
    among('comment', '旧意见', null),
  ],
  ApprovalProcess: [named('name_zh', '旧审批'), among('active', true, false), madeBy],
  ChurnWarning: [
    ...[...owned, ofCustomer, among('state', 'OPEN', 'ACTED', 'CLOSED'), moment('raised_at'), money('value_at_risk')],
    ...[was('score', ({ chance }) => chance.below(20) / 20), below('Person', 'action_owner_id')],
  ],
  Handover: [
    below('Department', 'department_id'),
    below('Person', 'created_by'),
    among('state', 'DONE', 'FAILED'),
    among('moved', 1, 2),
  ],
  AccountApplication: [
    ...[below('Department', 'department_id'), madeBy, named('name', '旧申请人'), among('state', 'PENDING', 'REJECTED')],
    among('grounds', '旧由', '需要账号'),
  ],
};

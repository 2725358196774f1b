import { type Row, rowOf, type Value } from '../world/rows.js';
import type { Sight } from './sight.js';

/** One row of a dataset as the asker may see it: dimensions and what measures add up, by name. */
export type Facts = Readonly<Record<string, Value>>;

/** A figure over the facts of a group. */
export type Measure = (facts: readonly Facts[]) => number | string | null;

/** What a dataset offers, worked out from the model's rows. */
export interface ModelDataset {
  /** Type whose report action opens it. */
  readonly type: string;
  readonly facts: (sight: Sight) => Facts[];
  readonly measures: Readonly<Record<string, Measure>>;
}

const count: Measure = (facts) => facts.length;
const values = (facts: readonly Facts[], name: string): Value[] =>
  facts.map((one) => one[name] ?? null).filter((value) => value !== null);
const total =
  (name: string): Measure =>
  (facts) =>
    values(facts, name).reduce<number>((all, value) => all + Number(value), 0);
const distinct =
  (name: string): Measure =>
  (facts) =>
    new Set(values(facts, name)).size;
const average =
  (name: string): Measure =>
  (facts) => {
    const known = values(facts, name);
    return known.length === 0 ? null : Number(total(name)(facts)) / known.length;
  };
const ratio =
  (of: Measure, to: Measure): Measure =>
  (facts) =>
    Number(to(facts)) === 0 ? null : Number(of(facts)) / Number(to(facts));
const extreme =
  (name: string, place: 0 | -1): Measure =>
  (facts) =>
    (values(facts, name).sort().at(place) as string | undefined) ?? null;

function day(moment: Value | undefined): Value {
  return typeof moment === 'string' ? moment.slice(0, 10) : null;
}

function placed(row: Row): Facts {
  return { owner: row['owner_id']!, department: row['department_id']! };
}

function dealFacts(sight: Sight, deal: Row): Facts {
  const customer = sight.borrowed('Customer', deal['customer_id']);
  const kind = deal['stage_kind'];
  const [amount, list] = [deal['amount'] ?? null, deal['list_amount'] ?? null];
  return {
    ...placed(deal),
    ...{ id: deal.id, customerId: deal['customer_id']!, customer: deal['customer_name']!, opportunity: deal['name']! },
    ...{ stage: deal['stage_code']!, state: kind!, currency: deal['currency']!, lostReason: deal['lost_reason']! },
    ...{ competitor: deal['lost_competitor']!, industry: customer?.['industry'] ?? null },
    ...{ customerTier: customer?.['tier'] ?? null, customerSource: customer?.['source'] ?? null },
    ...{ expectedCloseOn: deal['expected_close_on']!, closedOn: deal['closed_on']!, createdOn: deal['created_on']! },
    baseAmount: deal['base_amount']!,
    weighted: deal['base_amount'] === null ? null : Number(deal['base_amount']) * Number(deal['probability']),
    wonAmount: kind === 'WON' ? deal['base_amount']! : 0,
    ...{ isWon: Number(kind === 'WON'), isLost: Number(kind === 'LOST'), isClosed: Number(kind !== 'OPEN') },
    discount: amount === null || list === null || Number(list) === 0 ? null : 1 - Number(amount) / Number(list),
    days: kind === 'OPEN' ? null : daysBetween(deal['created_on'], deal['closed_on']),
  };
}

function daysBetween(from: Value | undefined, to: Value | undefined): number | null {
  return from && to ? (Date.parse(String(to)) - Date.parse(String(from))) / 86_400_000 : null;
}

function lineFacts(sight: Sight, line: Row): Facts {
  const deal = sight.any('Opportunity', line['opportunity_id'])!;
  const product = sight.borrowed('Product', line['product_id']);
  const base = deal['base_amount'] === null ? null : shareOf(line['amount'], deal['base_amount'], deal['amount']);
  const known = dealFacts(sight, deal);
  return {
    ...known,
    ...{ product: product?.['name'] ?? null, productCode: product?.['code'] ?? null },
    ...{
      series: product?.['series'] ?? null,
      quantity: line['quantity']!,
      discount: line['discount']!,
      lineBase: base,
    },
  };
}

function stayFacts(sight: Sight, entry: Row): Facts {
  const deal = sight.any('Opportunity', entry['opportunity_id'])!;
  const left = entry['left_at'];
  const days = left === null ? null : (Date.parse(String(left)) - Date.parse(String(entry['entered_at']))) / 86_400_000;
  return {
    ...dealFacts(sight, deal),
    ...{ stage: entry['stage_code']!, outcome: deal['stage_kind']!, enteredOn: entry['entered_on']!, stayDays: days },
  };
}

function caseFacts(row: Row): Facts {
  const minutes = (moment: Value | undefined): Value =>
    typeof moment === 'string'
      ? Math.trunc((Date.parse(moment) - Date.parse(String(row['opened_at']))) / 60_000)
      : null;
  return {
    ...placed(row),
    ...{
      customerId: row['customer_id']!,
      customer: row['customer_name']!,
      kind: row['kind']!,
      channel: row['channel']!,
    },
    ...{ priority: row['priority']!, state: row['state']!, process: row['process_code']!, step: row['step_code']! },
    ...{ openedOn: row['opened_on']!, closedOn: row['closed_on']!, reopened: row['reopened']! },
    ...{ firstResponse: minutes(row['first_responded_at']), resolution: minutes(row['closed_at']) },
    isBreached: Number(row['first_response_breached_at'] !== null),
  };
}

function warningFacts(row: Row): Facts {
  const { state, outcome } = row;
  return {
    ...placed(row),
    ...{ customerId: row['customer_id']!, customer: row['customer_name']!, state: state!, outcome: outcome! },
    ...{ closeReason: row['close_reason']!, score: row['score']!, raisedOn: row['raised_on']! },
    ...{ closedOn: row['closed_on']!, valueAtRisk: row['value_at_risk']! },
    ...{ isOpen: Number(state !== 'CLOSED'), isClosed: Number(state === 'CLOSED') },
    ...{ isActed: Number(row['acted_at'] !== null), isKept: Number(outcome === 'KEPT') },
    ...{ isLost: Number(outcome === 'LOST'), isFalse: Number(outcome === 'FALSE_ALARM') },
  };
}

function customerFacts(row: Row): Facts {
  const same = ['kind', 'tier', 'lifecycle', 'source', 'industry', 'country', 'province', 'city', 'employees'];
  return {
    ...placed(row),
    ...Object.fromEntries(same.map((name) => [name, row[name] ?? null])),
    ...{ customer: row['name']!, addedOn: day(row['created_at']) },
  };
}

/** What an interaction takes from its customer shows only to those who see the customer. */
function interactionFacts(sight: Sight, row: Row): Facts {
  const customer = sight.one('Customer', row['customer_id']);
  return {
    ...{ author: row['author_id']!, owner: customer?.['owner_id'] ?? null },
    ...{ department: customer?.['department_id'] ?? null, customer: customer?.['name'] ?? null },
    ...{ customerTier: customer?.['tier'] ?? null, industry: customer?.['industry'] ?? null },
    ...{ channel: row['channel']!, happenedOn: day(row['happened_at']), followUpOn: row['follow_up_on']! },
    ...{ customerId: row['customer_id']!, hasFollowUp: Number(row['follow_up_on'] !== null) },
  };
}

const won = total('isWon');
const closed = total('isClosed');

/** Every dataset, by name. */
export const DATASETS: Readonly<Record<string, ModelDataset>> = {
  customers: {
    type: 'Customer',
    facts: (sight) => sight.countedRows('Customer').map(customerFacts),
    measures: {
      ...{ count, owners: distinct('owner'), customersPerOwner: ratio(count, distinct('owner')) },
      ...{
        averageEmployees: average('employees'),
        firstAdded: extreme('addedOn', 0),
        lastAdded: extreme('addedOn', -1),
      },
    },
  },
  interactions: {
    type: 'Interaction',
    facts: (sight) => sight.countedRows('Interaction').map((row) => interactionFacts(sight, row)),
    measures: {
      ...{ count, customers: distinct('customerId'), authors: distinct('author'), followUps: total('hasFollowUp') },
      ...{ perCustomer: ratio(count, distinct('customerId')), followUpShare: ratio(total('hasFollowUp'), count) },
      lastHappened: extreme('happenedOn', -1),
    },
  },
  opportunities: {
    type: 'Opportunity',
    facts: (sight) => sight.countedRows('Opportunity').map((row) => dealFacts(sight, row)),
    measures: {
      ...{ count, amount: total('baseAmount'), weightedAmount: total('weighted'), wonAmount: total('wonAmount'), won },
      ...{ lost: total('isLost'), closed, customers: distinct('customerId'), winRate: ratio(won, closed) },
      ...{ averageAmount: average('baseAmount'), averageDiscount: average('discount') },
      averageDaysToClose: average('days'),
    },
  },
  opportunityLines: {
    type: 'Opportunity',
    facts: (sight) => sight.countedRows('OpportunityLine').map((row) => lineFacts(sight, row)),
    measures: {
      ...{ lines: count, opportunities: distinct('id'), quantity: total('quantity'), amount: total('lineBase'), won },
      averageDiscount: average('discount'),
    },
  },
  stageEntries: {
    type: 'Opportunity',
    facts: (sight) => sight.countedRows('StageEntry').map((row) => stayFacts(sight, row)),
    measures: {
      ...{
        entries: count,
        opportunities: distinct('id'),
        amount: total('baseAmount'),
        averageDays: average('stayDays'),
      },
    },
  },
  serviceCases: {
    type: 'ServiceCase',
    facts: (sight) => sight.countedRows('ServiceCase').map(caseFacts),
    measures: {
      ...{ count, customers: distinct('customerId'), averageFirstResponseMinutes: average('firstResponse') },
      ...{ averageResolutionMinutes: average('resolution'), breached: total('isBreached') },
      ...{ breachedShare: ratio(total('isBreached'), count), reopened: total('reopened') },
    },
  },
  churnWarnings: {
    type: 'ChurnWarning',
    facts: (sight) => sight.countedRows('ChurnWarning').map(warningFacts),
    measures: {
      ...{ count, customers: distinct('customerId'), open: total('isOpen'), acted: total('isActed'), closed },
      ...{ kept: total('isKept'), lost: total('isLost'), falseAlarms: total('isFalse') },
      ...{ keptShare: ratio(total('isKept'), closed), lostShare: ratio(total('isLost'), closed) },
      ...{ averageScore: average('score'), valueAtRisk: total('valueAtRisk') },
    },
  },
};

/** Where the name behind an id is found. */
export function referenceType(dimension: string): string {
  return dimension === 'department' ? 'Department' : 'Person';
}

/** The name of a person or department, for those who see them. */
export function nameFor(sight: Sight, dimension: string, id: Value | undefined): Value {
  const type = referenceType(dimension);
  return rowOf(sight.oracle.world, type, id) && (sight.one(type, id)?.['name'] ?? null);
}

/** `part` of `base`, as part is of `whole`, in whole cents, half a cent up; in integers, since halves are not to be missed. */
function shareOf(part: Value | undefined, base: Value | undefined, whole: Value | undefined): number | null {
  const cents = (value: Value | undefined): bigint => BigInt(Math.round(Number(value ?? 0) * 100));
  const [a, b, d] = [cents(part), cents(base), cents(whole)];
  return d === 0n ? null : Number((2n * a * b + d) / (2n * d)) / 100;
}

import { maskOf } from '../oracle/masks.js';
import type { Value } from '../world/rows.js';
import { type Asked, refusal } from './asked.js';

/** Columns that show a protected field: the field itself, what is computed from it, and copies (§4: a copy follows its original). */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  'customer.name': [
    ...['Customer.name', 'Customer.short_name', 'Opportunity.customer_name'],
    ...['ServiceCase.customer_name', 'ChurnWarning.customer_name'],
  ],
  'customer.creditCode': ['Customer.credit_code'],
  'customer.annualRevenue': ['Customer.annual_revenue'],
  'customer.phone': ['Customer.phone'],
  'customer.address': ['Customer.address'],
  'customer.preferences': ['Customer.preferences'],
  'customer.taboos': ['Customer.taboos'],
  'contact.name': ['Contact.name'],
  'contact.phone': ['Contact.phone'],
  'contact.email': ['Contact.email'],
  'contact.birthday': ['Contact.birthday'],
  'contact.notes': ['Contact.notes'],
  'interaction.summary': ['Interaction.summary', 'Interaction.follow_up_note'],
  'opportunity.amount': [
    ...['amount', 'base_amount', 'list_amount', 'discount'].map((column) => `Opportunity.${column}`),
    ...['unit_price', 'list_price', 'max_discount', 'amount', 'list_amount', 'discount'].map(
      (column) => `OpportunityLine.${column}`,
    ),
  ],
  'opportunity.nextStep': ['Opportunity.next_step'],
  'opportunity.lostNote': ['Opportunity.lost_note'],
  'opportunity.lostCompetitor': ['Opportunity.lost_competitor'],
  'product.price': [
    ...['ProductPrice.list_price', 'ProductPrice.max_discount', 'Opportunity.list_amount', 'Opportunity.discount'],
    ...['list_price', 'max_discount', 'list_amount', 'discount'].map((column) => `OpportunityLine.${column}`),
  ],
  'serviceCase.description': ['ServiceCase.description', 'ServiceEntry.note'],
  'serviceCase.resolution': ['ServiceCase.resolution', 'ServiceCase.customer_answer', 'ServiceEntry.note'],
  'churnWarning.valueAtRisk': ['ChurnWarning.value_at_risk'],
  'person.email': ['Person.email'],
  'person.phone': ['Person.phone'],
};

/** Dimensions and measures of reports that show a protected field, by dataset. */
const REPORTED: Readonly<Record<string, readonly string[]>> = {
  'customer.name': [
    ...['customers', 'interactions', 'opportunities', 'opportunityLines'].map((dataset) => `${dataset}.customer`),
    ...['stageEntries', 'serviceCases', 'churnWarnings'].map((dataset) => `${dataset}.customer`),
  ],
  'opportunity.amount': [
    ...['baseAmount', 'amount', 'weightedAmount', 'wonAmount', 'averageAmount', 'averageDiscount'].map(
      (name) => `opportunities.${name}`,
    ),
    ...['opportunityLines.amount', 'opportunityLines.averageDiscount', 'stageEntries.amount'],
  ],
  'opportunity.lostCompetitor': ['opportunities.competitor'],
  'product.price': ['opportunities.averageDiscount', 'opportunityLines.averageDiscount'],
  'churnWarning.valueAtRisk': ['churnWarnings.valueAtRisk'],
};

/** Fields whose values stand in titles and messages. */
const SPOKEN = ['customer.name', 'opportunity.amount', 'product.price', 'churnWarning.valueAtRisk'];

/** From the strictest rule to the mildest. */
const BY_STRICTNESS = ['HIDDEN', 'MASKED', 'READ_ONLY'];

/** The rule on a place with its field: of several fields that stand there the strictest counts. */
function ruleAt(
  { sight }: Asked,
  places: Readonly<Record<string, readonly string[]>>,
  place: string,
): { readonly rule: string | null; readonly field: string | null } {
  const fields = Object.keys(places).filter((field) => places[field]!.includes(place));
  for (const rule of BY_STRICTNESS) {
    const field = fields.find((one) => sight.rule(one) === rule);
    if (field) return { rule, field };
  }
  return { rule: null, field: null };
}

/** Whether the asker knows the column's values. */
export function knows(asked: Asked, type: string, column: string): boolean {
  return readable(ruleAt(asked, PLACES, `${type}.${column}`).rule);
}

function readable(rule: string | null): boolean {
  return rule !== 'HIDDEN' && rule !== 'MASKED';
}

/** The value of a column as the asker may see it. */
export function shown(asked: Asked, type: string, column: string, value: Value): Value {
  const { rule, field } = ruleAt(asked, PLACES, `${type}.${column}`);
  if (readable(rule)) return value;
  const mask = asked.features.fields.find(({ name }) => name === field)?.mask ?? null;
  return rule === 'MASKED' ? maskOf(mask, value) : null;
}

/** Whether titles and messages are told. */
export function hears(asked: Asked): boolean {
  return SPOKEN.every((field) => readable(asked.sight.rule(field)));
}

/** Filtering and ordering by what one does not know is forbidden. */
export function requireKnown(asked: Asked, type: string, column: string): void {
  if (!knows(asked, type, column)) throw refusal('FORBIDDEN');
}

/** Whether a report may use the dimension or measure. */
export function reportable(asked: Asked, dataset: string, name: string): boolean {
  const parts = name === 'winRate' ? [] : [name];
  return parts.every((part) => readable(ruleAt(asked, REPORTED, `${dataset}.${part}`).rule));
}

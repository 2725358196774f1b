import { KINDS } from '../world/kinds.js';
import { type Row, rowsOf, type World } from '../world/rows.js';

/** Fields of the schema that are not called as their column is; everything else is the same name in snake case. */
const COLUMNS: Readonly<Record<string, string>> = {
  'AccountApplication.reason': 'grounds',
  'Approval.title': 'title_en',
  'ApprovalEntry.at': 'created_at',
  'ApprovalProcess.publishedAt': 'created_at',
  'ApprovalTask.askedAt': 'created_at',
  'Deputy.from': 'starts_at',
  'Deputy.reason': 'cause',
  'Deputy.until': 'ends_at',
  'Handover.reason': 'given_reason',
  'Opportunity.state': 'stage_kind',
};

/** Links to one other record whose column is not called `<field>_id`. */
const LINKS: Readonly<Record<string, string>> = {
  'ApprovalProcess.publishedBy': 'created_by',
  'ChurnWarning.actedBy': 'acted_by',
  'ChurnWarning.closedBy': 'closed_by',
  'Handover.startedBy': 'created_by',
  'Opportunity.openApproval': 'approval_id',
  'ServiceCase.opener': 'opened_by',
};

/** Lists below a record: type of the entries and their column with the record's id. */
const CHILDREN: Readonly<Record<string, readonly [type: string, column: string]>> = {
  'Approval.entries': ['ApprovalEntry', 'approval_id'],
  'Approval.tasks': ['ApprovalTask', 'approval_id'],
  'Customer.churnWarnings': ['ChurnWarning', 'customer_id'],
  'Customer.contacts': ['Contact', 'customer_id'],
  'Customer.interactions': ['Interaction', 'customer_id'],
  'Customer.opportunities': ['Opportunity', 'customer_id'],
  'Customer.serviceCases': ['ServiceCase', 'customer_id'],
  'Opportunity.lines': ['OpportunityLine', 'opportunity_id'],
  'Opportunity.stageHistory': ['StageEntry', 'opportunity_id'],
  'Product.prices': ['ProductPrice', 'product_id'],
  'ServiceCase.entries': ['ServiceEntry', 'case_id'],
  'ServiceCase.steps': ['ServiceStep', 'case_id'],
};

/** One step of an order. */
export type Step = readonly [column: string, direction: 'ASC' | 'DESC'];

/** The order of a list whose asker names none. */
const DEFAULT_ORDERS: Readonly<Record<string, readonly Step[]>> = {
  AccountApplication: [['created_at', 'DESC']],
  Approval: [['submitted_at', 'DESC']],
  ApprovalEntry: [['created_at', 'ASC']],
  ApprovalProcess: [
    ['subject', 'ASC'],
    ['created_at', 'DESC'],
  ],
  ApprovalTask: [['created_at', 'ASC']],
  AuditEntry: [['at', 'DESC']],
  ChurnWarning: [['raised_at', 'DESC']],
  Department: [['path', 'ASC']],
  Deputy: [['starts_at', 'DESC']],
  ExchangeRate: [['day', 'DESC']],
  Handover: [['created_at', 'DESC']],
  Interaction: [['happened_at', 'DESC']],
  Opportunity: [['created_at', 'DESC']],
  OpportunityLine: [['position', 'ASC']],
  ProductPrice: [['effective_from', 'DESC']],
  Role: [['code', 'ASC']],
  ServiceCase: [['opened_at', 'DESC']],
  ServiceEntry: [['happened_at', 'ASC']],
  ServiceProcess: [
    ['code', 'ASC'],
    ['process_version', 'DESC'],
  ],
  ServiceStep: [['started_at', 'ASC']],
  Session: [['created_at', 'DESC']],
  StageEntry: [['entered_at', 'ASC']],
};

const ORDER_COLUMNS: Readonly<Record<string, string>> = {
  ASKED_AT: 'created_at',
  AT: 'created_at',
  FROM: 'starts_at',
  PUBLISHED_AT: 'created_at',
  TREE: 'path',
};

const NUMBERS = new Set(['base_amount', 'score', 'value_at_risk', 'process_version', 'position', 'id']);

/** `ownerId` → `owner_id`. */
export function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The column behind a plain field of a type, also in its filters. */
export function columnOf(type: string, field: string): string {
  return COLUMNS[`${type}.${field}`] ?? snake(field);
}

/** The column with the id of the record that the field leads to. */
export function linkColumn(type: string, field: string): string {
  return LINKS[`${type}.${field}`] ?? `${snake(field)}_id`;
}

/** What a list field of a record brings; null when the field is none. */
export function childrenOf(type: string, field: string): readonly [type: string, column: string] | null {
  return CHILDREN[`${type}.${field}`] ?? null;
}

/** The rows of that list below a record, seen or not. */
export function entriesBelow(type: string, field: string, { id }: Row, world: World): Row[] {
  const [childType, column] = field === 'openApprovals' ? ['Approval', 'record_id'] : (childrenOf(type, field) ?? []);
  return childType && column ? rowsOf(world, childType).filter((row) => row[column] === id) : [];
}

export function defaultOrder(type: string): readonly Step[] {
  return DEFAULT_ORDERS[type] ?? [['name', 'ASC']];
}

/** The column of an order of the schema. */
export function orderColumn(type: string, field: string): string {
  if (type === 'AuditEntry') return field.toLowerCase();
  return ORDER_COLUMNS[field] ?? field.toLowerCase();
}

/** Whether the column is compared as a number. */
export function isNumber(column: string): boolean {
  return NUMBERS.has(column);
}

/** Types that are shown column by column like records, and seen by rules of their own. */
const FACTS = ['AuditEntry', 'Session'];

/** Whether the type's fields show the columns of a row. */
export function hasColumns(type: string): boolean {
  return isRecord(type) || FACTS.includes(type);
}

/** Whether the type is a protected record. */
export function isRecord(type: string): boolean {
  return type in KINDS;
}

/** How a record kind stands in the organisation, written down from the modules' pages and `docs/permissions.md`. */
export interface Kind {
  /** Kind in actions and grants: `<action>.read`. */
  readonly action: string;
  readonly table: string;
  readonly owner?: string;
  readonly department?: string;
  /** Seen with the row of that type, whose id stands in that column. */
  readonly parent?: readonly [type: string, column: string];
  /** Rows are tracked in `<table>_history`. */
  readonly tracked: boolean;
}

const OWNED = { owner: 'owner_id', department: 'department_id', tracked: true };
/** Settings and catalogues belong to whoever made them, and to no department. */
const MADE = { owner: 'created_by', tracked: true };

/** Every protected record kind by its type in the schema. */
export const KINDS: Readonly<Record<string, Kind>> = {
  Department: { action: 'department', table: 'department', owner: 'head_id', department: 'id', tracked: true },
  Person: { action: 'person', table: 'person', owner: 'id', department: 'department_id', tracked: true },
  Deputy: part('person', 'deputy', 'Person', 'principal_id', true),
  Position: { action: 'position', table: 'job_position', tracked: true },
  Role: { action: 'role', table: 'role', ...MADE },
  Customer: { action: 'customer', table: 'customer', ...OWNED },
  Contact: { action: 'contact', table: 'contact', parent: ['Customer', 'customer_id'], tracked: true },
  Interaction: { action: 'interaction', table: 'interaction', parent: ['Customer', 'customer_id'], tracked: true },
  Opportunity: { action: 'opportunity', table: 'opportunity', ...OWNED },
  OpportunityLine: part('opportunity', 'opportunity_line', 'Opportunity', 'opportunity_id', true),
  StageEntry: part('opportunity', 'stage_entry', 'Opportunity', 'opportunity_id', false),
  Product: { action: 'product', table: 'product', ...MADE },
  ProductPrice: part('product', 'product_price', 'Product', 'product_id', true),
  ExchangeRate: { action: 'exchangeRate', table: 'exchange_rate', ...MADE },
  ServiceCase: { action: 'serviceCase', table: 'service_case', ...OWNED },
  ServiceStep: part('serviceCase', 'service_step', 'ServiceCase', 'case_id', true),
  ServiceEntry: part('serviceCase', 'service_entry', 'ServiceCase', 'case_id', true),
  ServiceProcess: { action: 'serviceProcess', table: 'service_process', ...MADE },
  Approval: {
    action: 'approval',
    table: 'approval',
    owner: 'submitter_id',
    department: 'department_id',
    tracked: true,
  },
  ApprovalTask: part('approval', 'approval_task', 'Approval', 'approval_id', true),
  ApprovalEntry: part('approval', 'approval_entry', 'Approval', 'approval_id', false),
  ApprovalProcess: { action: 'approvalProcess', table: 'approval_process', ...MADE },
  ChurnWarning: { action: 'churnWarning', table: 'churn_warning', ...OWNED },
  Handover: { action: 'handover', table: 'handover', owner: 'created_by', department: 'department_id', tracked: true },
  AccountApplication: {
    action: 'accountApplication',
    table: 'account_application',
    owner: 'created_by',
    department: 'department_id',
    tracked: true,
  },
};

function part(action: string, table: string, type: string, column: string, tracked: boolean): Kind {
  return { action, table, parent: [type, column], tracked };
}

/** The kind of that type. */
export function kindOf(type: string): Kind {
  const kind = KINDS[type];
  if (!kind) throw new Error(`${type} is no record kind.`);
  return kind;
}

/** The type whose grants and read action go by that kind name; null when there is none. */
export function typeOfAction(action: string): string | null {
  return Object.entries(KINDS).find(([, kind]) => kind.action === action && kind.table !== '')?.[0] ?? null;
}

import type { RolePermission, RoleScope } from '../modules/permissions/index.js';

/** A role that every company starts with; administrators change them later. */
export interface StandardRole {
  readonly code: string;
  readonly name: string;
  readonly administrator: boolean;
  readonly permissions: readonly RolePermission[];
}

function grants(scope: RoleScope, ...actions: readonly string[]): RolePermission[] {
  return actions.map((action) => ({ action, scope }));
}

/** Everyone finds colleagues, departments, products and stages. */
const EVERYONE = grants('ALL', 'person.read', 'department.read', 'position.read', 'product.read', 'exchangeRate.read');

const SALES_READ = [
  'customer.read',
  'contact.read',
  'interaction.read',
  'opportunity.read',
  'serviceCase.read',
  'approval.read',
  'churnWarning.read',
];
const SALES_WRITE = [
  'customer.create',
  'customer.edit',
  'customer.assign',
  'customer.delete',
  'contact.create',
  'contact.edit',
  'interaction.create',
  'opportunity.create',
  'opportunity.edit',
  'opportunity.advance',
  'serviceCase.create',
  'serviceCase.edit',
  'serviceCase.close',
  'churnWarning.act',
];
const REPORTS = [
  'customer.report',
  'interaction.report',
  'opportunity.report',
  'serviceCase.report',
  'churnWarning.report',
];
const SERVICE = [
  'serviceCase.read',
  'serviceCase.create',
  'serviceCase.edit',
  'serviceCase.assign',
  'serviceCase.close',
];

/** The roles of a new company; scopes say on which rows each action works. */
export const STANDARD_ROLES: readonly StandardRole[] = [
  { code: 'administrator', name: '管理员 Administrator', administrator: true, permissions: [] },
  {
    code: 'executive',
    name: '高管 Executive',
    administrator: false,
    permissions: [...EVERYONE, ...grants('ALL', ...SALES_READ, ...REPORTS, 'approval.decide')],
  },
  {
    code: 'sales_manager',
    name: '销售经理 Sales manager',
    administrator: false,
    permissions: [
      ...EVERYONE,
      ...grants(
        'DEPARTMENT_AND_BELOW',
        ...SALES_READ,
        ...SALES_WRITE,
        ...REPORTS,
        'approval.decide',
        'opportunity.assign',
        'customer.import',
        'churnWarning.scan',
      ),
    ],
  },
  {
    code: 'sales',
    name: '销售 Sales',
    administrator: false,
    permissions: [...EVERYONE, ...grants('OWN', ...SALES_READ, ...SALES_WRITE, ...REPORTS, 'approval.decide')],
  },
  {
    code: 'service_agent',
    name: '客服 Service agent',
    administrator: false,
    permissions: [
      ...EVERYONE,
      ...grants('DEPARTMENT', ...SERVICE, 'approval.read', 'approval.decide'),
      ...grants('ALL', 'customer.read', 'contact.read', 'interaction.read'),
    ],
  },
  {
    code: 'service_head',
    name: '客服主管 Head of service',
    administrator: false,
    permissions: [
      ...EVERYONE,
      ...grants('DEPARTMENT_AND_BELOW', ...SERVICE, 'serviceCase.report', 'approval.read', 'approval.decide'),
      ...grants('ALL', 'customer.read', 'contact.read', 'interaction.read', 'serviceProcess.read'),
    ],
  },
  {
    code: 'analyst',
    name: '分析员 Analyst',
    administrator: false,
    permissions: [
      ...EVERYONE,
      ...grants('ALL', 'customer.read', 'opportunity.read', 'serviceCase.read', 'churnWarning.read', ...REPORTS),
    ],
  },
];

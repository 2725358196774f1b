import '../../../src/entities.js';
import '../../../src/modules/customers/customers.permissions.js';
import { type DataScope, EVERYTHING, type Viewer } from '../../../src/kernel/access/viewer.js';
import { Customer, type CustomerFacts } from '../../../src/modules/customers/domain/customer.js';

const ALL_ACTIONS = ['read', 'create', 'edit', 'assign', 'delete'].map((verb) => `customer.${verb}`);

/** Someone who asks; by default reaches every customer. */
export function viewer(personId: string, scopes: Record<string, DataScope> = {}): Viewer {
  const everything = ALL_ACTIONS.map((action): [string, DataScope] => [action, EVERYTHING]);
  return {
    personId,
    sessionId: `${personId}1`,
    login: `person${personId}`,
    name: `Person ${personId}`,
    type: 'STAFF',
    departmentId: '1',
    locale: 'en',
    scopes: new Map([...everything, ...Object.entries(scopes)]),
    fieldRules: new Map(),
    roleCodes: [],
    deputyFor: [],
  };
}

const NOTHING_KNOWN: CustomerFacts = {
  name: '',
  shortName: null,
  kind: 'ORGANISATION',
  creditCode: null,
  industry: null,
  foundedYear: null,
  employees: null,
  annualRevenue: null,
  revenueCurrency: null,
  country: null,
  province: null,
  city: null,
  address: null,
  phone: null,
  website: null,
  source: null,
  tags: [],
  parentId: null,
  tier: null,
  lifecycle: 'POTENTIAL',
  preferences: null,
  taboos: null,
  externalKey: null,
};

/** A new customer, not yet written. */
export function customer(
  facts: Partial<CustomerFacts> & { name: string },
  ownerId = '1',
  departmentId = '1',
): Customer {
  return Customer.of({ ...NOTHING_KNOWN, ...facts }, ownerId, departmentId);
}

import { Kernel1763769600000 } from './20261122-00-kernel.js';
import { Permissions1763769600001 } from './20261122-01-permissions.js';
import { Accounts1763769600002 } from './20261122-02-accounts.js';
import { Customers1763769600003 } from './20261122-03-customers.js';
import { Approvals1763769600004 } from './20261122-04-approvals.js';
import { Opportunities1763769600006 } from './20261122-06-opportunities.js';
import { Service1763769600007 } from './20261122-07-service.js';
import { CustomersFacts1763769600008 } from './20261122-08-customers-facts.js';
import { Churn1763769600010 } from './20261122-10-churn.js';
import { CustomersImports1763769600011 } from './20261122-11-customers-imports.js';
import { KernelGrams1763769600012 } from './20261122-12-kernel-grams.js';
import { OpportunitiesWon1763769600013 } from './20261122-13-opportunities-won.js';
import { OpportunitiesUnique1763769600014 } from './20261122-14-opportunities-unique.js';
import { ServiceUnique1763769600015 } from './20261122-15-service-unique.js';
import { CustomersImportTries1763769600016 } from './20261122-16-customers-import-tries.js';
import { RoleFieldRules1764201600000 } from './20261127-00-permissions-role-field-rules.js';
import { KernelAuditChain1764201600020 } from './20261127-20-kernel-audit-chain.js';
import { AccountsSignIn1764201600030 } from './20261127-30-accounts-sign-in.js';
import { AccountsSecondFactor1764201600031 } from './20261127-31-accounts-second-factor.js';
import { AccountsLinks1764201600032 } from './20261127-32-accounts-links.js';
import { AccountsApplications1764201600033 } from './20261127-33-accounts-applications.js';
import { PermissionsPersonDepartments1764201600040 } from './20261127-40-permissions-person-departments.js';
import { PermissionsDeputies1764201600041 } from './20261127-41-permissions-deputies.js';
import { PermissionsRoleLevels1764201600042 } from './20261127-42-permissions-role-levels.js';
import { PermissionsGuards1764201600043 } from './20261127-43-permissions-guards.js';
import { ApprovalsPrincipals1764201600044 } from './20261127-44-approvals-principals.js';
import { PermissionsHandover1764201600050 } from './20261127-50-permissions-handover.js';
import { PermissionsShares1764201600060 } from './20261127-60-permissions-shares.js';
import { KernelJobSigns1764201600070 } from './20261127-70-kernel-job-signs.js';
import { KernelPastIndexes1764201600080 } from './20261127-80-kernel-past-indexes.js';
import { KernelPastWords1764201600081 } from './20261127-81-kernel-past-words.js';
import { KernelMoreWords1764201600082 } from './20261127-82-kernel-more-words.js';
import { KernelHeldIndexes1764201600083 } from './20261127-83-kernel-held-indexes.js';
import { KernelThinnedMonths1764288000084 } from './20261128-84-kernel-thinned-months.js';
import { OpportunitiesFacts1764288000085 } from './20261128-85-opportunities-facts.js';

/** Every migration, oldest first. */
export const MIGRATIONS = [
  Kernel1763769600000,
  Permissions1763769600001,
  Accounts1763769600002,
  Customers1763769600003,
  Approvals1763769600004,
  Opportunities1763769600006,
  Service1763769600007,
  CustomersFacts1763769600008,
  Churn1763769600010,
  CustomersImports1763769600011,
  KernelGrams1763769600012,
  OpportunitiesWon1763769600013,
  OpportunitiesUnique1763769600014,
  ServiceUnique1763769600015,
  CustomersImportTries1763769600016,
  RoleFieldRules1764201600000,
  KernelAuditChain1764201600020,
  AccountsSignIn1764201600030,
  AccountsSecondFactor1764201600031,
  AccountsLinks1764201600032,
  AccountsApplications1764201600033,
  PermissionsPersonDepartments1764201600040,
  PermissionsDeputies1764201600041,
  PermissionsRoleLevels1764201600042,
  PermissionsGuards1764201600043,
  ApprovalsPrincipals1764201600044,
  PermissionsHandover1764201600050,
  PermissionsShares1764201600060,
  KernelJobSigns1764201600070,
  KernelPastIndexes1764201600080,
  KernelPastWords1764201600081,
  KernelMoreWords1764201600082,
  KernelHeldIndexes1764201600083,
  KernelThinnedMonths1764288000084,
  OpportunitiesFacts1764288000085,
];

import { Kernel1763769600000 } from './20261122-00-kernel.js';
import { Permissions1763769600001 } from './20261122-01-permissions.js';
import { Accounts1763769600002 } from './20261122-02-accounts.js';
import { Customers1763769600003 } from './20261122-03-customers.js';

/** Every migration, oldest first. */
export const MIGRATIONS = [Kernel1763769600000, Permissions1763769600001, Accounts1763769600002, Customers1763769600003];

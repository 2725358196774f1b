import type { Viewer } from '../../../src/kernel/access/viewer.js';
import { defineList, type ListArgs } from '../../../src/kernel/lists/define-list.js';
import { BranchSizes } from '../../../src/kernel/lists/branch-sizes.js';
import { ListReader } from '../../../src/kernel/lists/list-reader.js';
import type { Page } from '../../../src/kernel/lists/page.js';
import { CUSTOMER } from '../../../src/modules/customers/customers.permissions.js';
import { customer } from './people.js';
import type { Instance } from './test-kernel.js';

const SMALL = 'small table';

/** Customers with orders and filters over columns of every type, some of which have no value. */
export const TRIAL = defineList({
  name: 'TrialCustomer',
  readable: CUSTOMER,
  columns: {
    id: 'id',
    name: 'name',
    city: 'city',
    employees: 'employees',
    annualRevenue: 'annual_revenue',
    createdAt: 'created_at',
    ownerId: 'owner_id',
    parentId: 'parent_id',
  },
  filters: {
    name: { column: 'name', type: 'text', index: SMALL, description: 'Name.' },
    city: { column: 'city', type: 'text', index: SMALL, description: 'City.' },
    employees: { column: 'employees', type: 'int', index: SMALL, description: 'Employees.' },
    annualRevenue: { column: 'annual_revenue', type: 'decimal', index: SMALL, description: 'Revenue.' },
    createdAt: { column: 'created_at', type: 'dateTime', index: SMALL, description: 'Added.' },
    ownerId: { column: 'owner_id', type: 'id', index: SMALL, description: 'Owner.' },
    parentId: { column: 'parent_id', type: 'id', index: SMALL, description: 'Parent.' },
  },
  orders: {
    NAME: { column: 'name', type: 'text', index: SMALL, description: 'Name.' },
    CITY: { column: 'city', type: 'text', index: SMALL, description: 'City.' },
    EMPLOYEES: { column: 'employees', type: 'number', index: SMALL, description: 'Employees.' },
    REVENUE: { column: 'annual_revenue', type: 'number', index: SMALL, description: 'Revenue.' },
    CREATED: { column: 'created_at', type: 'dateTime', index: SMALL, description: 'Added.' },
  },
  defaultOrder: [{ field: 'NAME', direction: 'ASC' }],
  search: ['name', 'short_name', 'credit_code', 'phone'],
});

/** A row of the trial list. */
export interface TrialRow {
  readonly id: string;
  readonly name: string;
  readonly city: string | null;
  readonly employees: number | null;
  readonly annualRevenue: string | null;
  readonly createdAt: Date;
  readonly ownerId: string;
  readonly parentId: string | null;
}

/** What a test wants a row to hold; the rest is without a value. */
export type TrialFacts = Partial<Omit<TrialRow, 'id'>> & { readonly name: string; readonly phone?: string };

/** Writes rows through the door and tells their ids. */
export function addAll(instance: Instance, rows: readonly TrialFacts[]): Promise<string[]> {
  return instance.unitOfWork.run({ actor: null, action: 'test' }, (work) =>
    Promise.resolve(
      rows.map(({ createdAt, ownerId, ...facts }) => work.add(customer(facts, ownerId), createdAt ?? work.at).id),
    ),
  );
}

/** A list reader; with `few` it takes more rows than that for many. */
export function listReader({ database }: Instance, few?: number): ListReader {
  class Sizes extends BranchSizes {
    protected override get few(): number {
      return few ?? super.few;
    }
  }
  return new ListReader(database, new Sizes(database));
}

/** Every row of the list, page by page. */
export async function allPages(
  instance: Instance,
  viewer: Viewer,
  args: Omit<ListArgs, 'after'>,
  reader = listReader(instance),
): Promise<{ rows: TrialRow[]; pages: number; total: number }> {
  const rows: TrialRow[] = [];
  let after: string | null = null;
  for (let pages = 1; ; pages++) {
    const page: Page<TrialRow> = await reader.page<TrialRow>(TRIAL, viewer, { ...args, after });
    rows.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return { rows, pages, total: await page.totalCount };
    after = page.pageInfo.endCursor;
  }
}

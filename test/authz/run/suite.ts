import { buildClientSchema, getIntrospectionQuery, type GraphQLSchema, type IntrospectionQuery } from 'graphql';
import { Coverage } from '../coverage/coverage.js';
import { type Difference } from '../drivers/comparison.js';
import { CATALOGUE, type OfferedDataset, reportPaths } from '../drivers/read-reports.js';
import { Caller, tokenFor } from '../support/caller.js';
import type { Product } from '../support/product.js';
import { PartTimes } from './part-times.js';
import { insertRows } from '../world/insert-world.js';
import { readFeatures } from '../world/read-features.js';
import type { Features, Row } from '../world/rows.js';

/** What all worlds of a run share. */
export interface Suite {
  readonly product: Product;
  readonly features: Features;
  readonly schema: GraphQLSchema;
  readonly catalogue: readonly OfferedDataset[];
  readonly coverage: Coverage;
  readonly differences: Difference[];
  readonly times: PartTimes;
}

const NOW = '2026-01-01T00:00:00.000Z';
const ADMIN = '1600000000000000001';
const RECORD = { version: 1, created_at: NOW, created_by: null, updated_at: NOW, updated_by: null, deleted_at: null };

/** Looks at the product under test: what it has, its schema by introspection, its catalogue of reports. */
export async function openSuite(product: Product): Promise<Suite> {
  const features = await readFeatures(product);
  const admin = await administrator(product, features);
  const introspected = await admin.ask(getIntrospectionQuery());
  if (!introspected.data) throw new Error(JSON.stringify(introspected.errors));
  const schema = buildClientSchema(introspected.data as unknown as IntrospectionQuery);
  const offered = await admin.ask(CATALOGUE);
  const catalogue = offered.data?.['reportDatasets'] as OfferedDataset[];
  const coverage = new Coverage(schema);
  coverage.expect(reportPaths(catalogue));
  return { product, features, schema, catalogue, coverage, differences: [], times: new PartTimes() };
}

/** Somebody with the administrator role, in a company of their own. */
async function administrator(product: Product, features: Features): Promise<Caller> {
  const put = (table: string, values: object): Promise<void> =>
    insertRows(product, features, table, [{ ...RECORD, id: ADMIN, ...values } as Row], false);
  await put('department', { name: '公司', path: `/${ADMIN}/` });
  await put('person', {
    login: 'authz-admin',
    name: '管理员',
    type: 'ADMINISTRATOR',
    level: 9,
    department_id: ADMIN,
    active: true,
    search_text: '',
  });
  await put('role', { code: 'authz-admin', name: '管理员', administrator: true, permissions: [] });
  await put('role_membership', { person_id: ADMIN, role_id: ADMIN });
  await put('session', { person_id: ADMIN, refresh_hash: 'f'.repeat(64), expires_at: '2090-01-01T00:00:00.000Z' });
  return new Caller(product, await tokenFor(ADMIN, ADMIN));
}

import '../../src/entities.js';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { FactViews } from '../../src/kernel/lists/fact-views.js';
import { type Instance, TestKernel } from './support/test-kernel.js';

const AT = new Date('2026-03-31T16:00:00.000Z');

let kernel: TestKernel;
let one: Instance;
beforeAll(async () => {
  kernel = await TestKernel.open();
  one = kernel.instance();
  await kernel.sql('CREATE VIEW fact_plain AS SELECT customer.id FROM customer');
  await kernel.sql('CREATE VIEW fact_untracked AS SELECT s.id FROM session s');
  await kernel.sql(
    'CREATE VIEW fact_tracked AS SELECT c.id, d.date FROM customer c JOIN calendar_day d ON d.date = c.created_at',
  );
});
afterAll(() => kernel.close());

function sourceOf(view: string, at: Date | null = AT): Promise<string> {
  return new FactViews(one.database).source({ view }, at);
}

test('now a view stands for itself; at a moment its text does, over the rows of then and the days as they are', async () => {
  expect(await sourceOf('fact_tracked', null)).toBe('fact_tracked');
  const source = await sourceOf('fact_tracked');
  expect(source).toContain(
    "(SELECT h.* FROM customer_history h WHERE h.valid_from <= '2026-03-31 16:00:00.000' AND h.valid_to > '2026-03-31 16:00:00.000') c",
  );
  expect(source).toContain('calendar_day d');
  await expect(one.database.rows(`SELECT t.id FROM ${source} t`)).resolves.toEqual([]);
});

test.each([
  ['fact_untracked', 'fact_untracked reads session, whose past is not kept.'],
  ['fact_plain', 'fact_plain reads a table'],
  ['fact_missing', 'The database does not tell what fact_missing is made of'],
])('%s has no past, and says so', async (view, message) => {
  await expect(sourceOf(view)).rejects.toThrow(message);
});

import { execFile } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aCustomer } from '../../support/builders.js';
import { closeSql, sql, testServer } from '../../support/server.js';
import { freshWorld } from '../../support/world.js';
import { verifyAudit } from './audit-entries.js';

const LONG_MS = 120_000;

interface Outcome {
  readonly code: number;
  readonly lines: readonly string[];
}

/** Runs the command beside the running server. */
function verify(...options: readonly string[]): Promise<Outcome> {
  const env = { ...process.env, DATABASE_URL: testServer().databaseUrl, NODE_OPTIONS: '' };
  return new Promise((resolve) => {
    execFile(process.execPath, ['dist/src/cli.js', 'audit', 'verify', ...options], { env }, (error, stdout, stderr) => {
      const code = typeof error?.code === 'number' ? error.code : 0;
      resolve({ code, lines: `${stdout}${stderr}`.trim().split('\n') });
    });
  });
}

beforeAll(async () => {
  const world = await freshWorld();
  const customerId = await aCustomer().ownedBy(world.bob).save();
  const input = { customerId, expectedVersion: 1, city: '广州' };
  await world.bob.get(
    'mutation($input: CustomerUpdateInput!) { customerUpdate(input: $input) { userErrors { code } } }',
    {
      input,
    },
  );
  await verifyAudit();
});
afterAll(closeSql);

test(
  'audit verify names the row that was changed by SQL, the end of the chain and what is not sealed; exit code 1 on damage',
  async () => {
    const whole = await verify();
    const [looked, end, tail] = whole.lines;
    expect(whole.code).toBe(0);
    expect(looked).toMatch(/^\d+ links looked at, all whole\.$/);
    expect(end).toMatch(/^End of the chain: \d+:[0-9a-f]{64}$/);
    expect(tail).toBe('Not sealed yet: 0 entries');
    const [entry] = await sql<{ id: string; seq: string }>(
      "SELECT e.id, l.seq FROM audit_entry e JOIN audit_link l ON l.entry_id = e.id WHERE e.kind = 'customer'",
    );
    await sql("UPDATE audit_value SET changes = REPLACE(changes, '广州', '深圳') WHERE entry_id = ?", [entry!.id]);
    const noted = end!.replace('End of the chain: ', '');
    const damaged = await verify('--noted', noted);
    expect(damaged.code).toBe(1);
    expect(damaged.lines[0]).toBe(`First broken link: link ${entry!.seq} of entry ${entry!.id}: values changed`);
    expect(damaged.lines[1]).toMatch(/^\d+ links looked at, 1 broken\.$/);
    expect((await verify('--noted', 'nothing')).code).toBe(1);
  },
  LONG_MS,
);

import { execFile } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { closeSql, control, sql, testServer } from '../../support/server.js';

const LONG_MS = 240_000;

interface Outcome {
  readonly code: number;
  readonly lines: readonly string[];
}

/** Runs the command beside the running server. */
function verify(): Promise<Outcome> {
  const env = { ...process.env, DATABASE_URL: testServer().databaseUrl, NODE_OPTIONS: '' };
  return new Promise((resolve) => {
    execFile(process.execPath, ['dist/src/cli.js', 'history', 'verify'], { env }, (error, stdout, stderr) => {
      const code = typeof error?.code === 'number' ? error.code : 0;
      resolve({ code, lines: `${stdout}${stderr}`.trim().split('\n') });
    });
  });
}

beforeAll(() => control('sampleCompany'), LONG_MS);
afterAll(closeSql);

test(
  'history verify tells of the whole sample company that it is whole, and names what was changed by SQL; exit code 1 on damage',
  async () => {
    const whole = await verify();
    expect(whole.lines.filter((line) => !line.endsWith(', all whole') && !line.endsWith(', all whole.'))).toEqual([]);
    expect(whole.lines.at(-1)).toMatch(/^\d+ kinds, \d+ records, \d+ versions looked at, all whole\.$/);
    expect(whole.lines).toContain(await lineOf('customer', 'customer'));
    expect(whole.lines).toContain(await lineOf('opportunityLine', 'opportunity_line'));
    expect(whole.code).toBe(0);
    const [one, two] = await sql<{ id: string }>('SELECT id FROM customer ORDER BY id LIMIT 2');
    await sql("UPDATE customer SET city = '暗处' WHERE id IN (?, ?)", [one!.id, two!.id]);
    await sql('DELETE FROM role_history');
    const damaged = await verify();
    const versions = await sql<{ version: number }>('SELECT version FROM customer WHERE id = ?', [one!.id]);
    expect(damaged.lines).toContain(
      `  customer ${one!.id}, version ${versions[0]!.version}: it is not what the row says in column city 与记录行不一致，列：city (the first of 2, 共 2 处)`,
    );
    const roles = await sql<{ id: string }>('SELECT id FROM role ORDER BY id');
    expect(damaged.lines).toContain(`role: ${roles.length} records, 0 versions, ${roles.length} faults`);
    expect(damaged.lines.at(-1)).toMatch(new RegExp(` versions looked at, ${roles.length + 2} faults\\.$`));
    expect(damaged.code).toBe(1);
  },
  LONG_MS,
);

async function lineOf(kind: string, table: string): Promise<string> {
  const [row] = await sql<{ records: string; versions: string }>(
    `SELECT (SELECT COUNT(*) FROM ${table}) AS records, (SELECT COUNT(*) FROM ${table}_history) AS versions`,
  );
  return `${kind}: ${row!.records} records, ${row!.versions} versions, all whole`;
}

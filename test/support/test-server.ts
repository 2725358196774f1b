import { GraphQLSchemaHost } from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createControl, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { AuditSealer } from '../../src/kernel/audit/audit-sealer.js';
import { AuditVerifier } from '../../src/kernel/audit/audit-verifier.js';
import { RefusalAudit } from '../../src/kernel/audit/refusal-audit.js';
import { Database } from '../../src/kernel/database/database.js';
import { UnitOfWork } from '../../src/kernel/database/unit-of-work.js';
import { EventDispatcher } from '../../src/kernel/events/dispatcher.js';
import { OperationGate } from '../../src/kernel/graphql/operation-gate.js';
import { ScheduledJobs } from '../../src/kernel/jobs/scheduled-jobs.runner.js';
import { Clock } from '../../src/kernel/runtime/clock.js';
import { currentRequest } from '../../src/kernel/runtime/request-scope.js';
import { readSettings } from '../../src/kernel/runtime/settings.js';
import { createServer } from '../../src/server.js';
import { readDemoAccounts } from '../../src/setup/demo-accounts.js';
import { FirstAdministrator } from '../../src/setup/first-administrator.js';
import { SampleCompanySeed } from '../../src/setup/sample-company-seed.js';
import { recordTraffic } from './record-traffic.js';

/** Tables that outlive a reset: made by migrations and by the running server itself. */
const KEPT = new Set(['schema_migration', 'calendar_day', 'instance_number', 'lease']);

const app = await createServer(readSettings(process.env));
const { RECORDINGS: folder, RECORDED_AS: worker = '1' } = process.env;
if (folder) recordTraffic({ server: app.getHttpServer(), gate: app.get(OperationGate), folder, worker });
await app.listen(0, '127.0.0.1');
const database = app.get(Database);
const statements: string[] = [];
const listening = database.onStatement;
database.onStatement = (text, ms) => {
  if (currentRequest()) statements.push(text);
  listening?.(text, ms);
};

let shifted = 0;

function shift(ms: number): void {
  shifted += ms;
  app.get(Clock).shift(ms);
}

/** What specs may ask of the server beside its API. */
const ACTIONS: Record<string, (argument: unknown) => Promise<unknown>> = {
  reset: async () => {
    shift(-shifted);
    const tables = await database.rows<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY table_name",
    );
    await app.get(RefusalAudit).flush();
    await app.get(AuditSealer).stop();
    for (const { name } of tables) if (!KEPT.has(name)) await database.write(`DELETE FROM ${name}`);
    app.get(AuditSealer).start();
    const roles = await app
      .get(UnitOfWork)
      .run({ actor: null, action: 'test.roles' }, async (work) => [
        ...(await app.get(FirstAdministrator).ensureRoles(work)),
      ]);
    return Object.fromEntries(roles);
  },
  sampleCompany: async () => {
    await ACTIONS['reset']!(null);
    for (const table of ['role', 'role_history', 'idempotency_key']) await database.write(`DELETE FROM ${table}`);
    const dataDir = mkdtempSync(join(tmpdir(), 'guanxi-sample-'));
    await app.get(SampleCompanySeed).load(dataDir, new PassThrough().resume());
    const accounts = readDemoAccounts(dataDir);
    rmSync(dataDir, { recursive: true });
    return accounts;
  },
  shiftClock: (ms) => Promise.resolve(shift(Number(ms))),
  drain: () => app.get(EventDispatcher).drain(),
  /** Everything noted is in the audit and sealed; what looking through the chain finds. */
  verifyAudit: async () => {
    await app.get(RefusalAudit).flush();
    while ((await app.get(AuditSealer).seal()) > 0);
    return app.get(AuditVerifier).verify();
  },
  runJob: (name) => app.get(ScheduledJobs).runNow(String(name)),
  schema: () => Promise.resolve(printSchema(lexicographicSortSchema(app.get(GraphQLSchemaHost).schema))),
  clearStatements: () => Promise.resolve(statements.splice(0).length),
  statements: () => Promise.resolve([...statements]),
};

async function bodyOf(request: IncomingMessage): Promise<{ action: string; argument: unknown }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as { action: string; argument: unknown };
}

const control = createControl((request, response) => {
  void bodyOf(request)
    .then(({ action, argument }) => ACTIONS[action]!(argument))
    .then(
      (result) => response.end(JSON.stringify({ result: result ?? null })),
      (error: unknown) => response.writeHead(500).end(JSON.stringify({ error: String(error) })),
    );
});
control.listen(0, '127.0.0.1', () => {
  const { port } = control.address() as AddressInfo;
  const api = app.getHttpServer().address() as AddressInfo;
  const addresses = { api: `http://127.0.0.1:${api.port}`, control: `http://127.0.0.1:${port}` };
  process.stdout.write(`READY ${JSON.stringify(addresses)}\n`);
});
process.once('SIGTERM', () => void app.close().finally(() => process.exit(0)));
process.once('disconnect', () => process.exit(0));

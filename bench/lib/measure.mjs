import { sleep } from '../../scripts/lib/stop-signal.mjs';
import { cpuMs } from './cpu-time.mjs';
import { targetsOf } from './targets.mjs';

const SIDES = ['product', 'floor'];
const WARM_UP_SECONDS = 2;
const LONGEST_SETTLING_MS = 60_000;
let nextKey = Date.now() * 1_000;

/** Measures an operation: warm-up, then product and floor in turn, A B A B. Answers the figures of both sides. */
export async function measureOperation(ground, operation, { seconds, clients: asked, short }) {
  const clients = Math.min(asked, operation.mostClients ?? asked);
  const targets = await targetsOf(ground, operation);
  const rounds = { product: [], floor: [] };
  for (const side of SIDES)
    await round(ground, { side, target: targets[side], clients, seconds: short ? seconds : WARM_UP_SECONDS });
  for (let turn = 0; turn < (short ? 1 : 2); turn += 1)
    for (const side of SIDES) {
      await settled(ground);
      rounds[side].push(await round(ground, { side, target: targets[side], clients, seconds }));
    }
  const product = figuresOf(rounds.product);
  const floor = figuresOf(rounds.floor);
  return { clients, product, floor, ratio: product.perSecond / floor.perSecond };
}

/** Waits until the product's dispatcher has delivered what the last round has left. */
async function settled({ connection, signal }) {
  const until = performance.now() + LONGEST_SETTLING_MS;
  for (;;) {
    const [rows] = await connection.query('SELECT id FROM outbox_event WHERE state = 0 LIMIT 1');
    if (rows.length === 0 || performance.now() > until) return;
    await sleep(50, signal);
  }
}

async function round(ground, { side, target, clients, seconds }) {
  const { database, load, signal } = ground;
  const pid = ground[side].pid;
  const before = await counters(ground, pid);
  const firstKey = (nextKey += 10_000_000);
  const result = await load.run({ ...target, clients, seconds, firstKey }, signal);
  const after = await counters(ground, pid);
  return {
    ...result,
    serverCpuMs: after.server - before.server,
    databaseCpuMs: database.pid ? after.database - before.database : 0,
    // The reading of the counter is itself one statement.
    statements: after.statements - before.statements - 1,
  };
}

async function counters({ connection, database }, pid) {
  const [[{ Value: statements }]] = await connection.query("SHOW GLOBAL STATUS LIKE 'Questions'");
  return { statements: Number(statements), server: cpuMs(pid), database: cpuMs(database.pid) };
}

function figuresOf(rounds) {
  const total = (name) => rounds.reduce((sum, round) => sum + round[name], 0);
  const requests = total('requests');
  const latencies = rounds.flatMap((round) => round.latencies).sort((a, b) => a - b);
  const part = (share) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))];
  return {
    requests,
    errors: total('errors'),
    firstError: rounds.find(({ firstError }) => firstError)?.firstError ?? null,
    perSecond: (requests * 1_000) / total('tookMs'),
    p50Ms: part(0.5),
    p99Ms: part(0.99),
    serverCpuMs: total('serverCpuMs') / requests,
    databaseCpuMs: total('databaseCpuMs') / requests,
    statements: total('statements') / requests,
    perSecondByRound: rounds.map((round) => (round.requests * 1_000) / round.tookMs),
  };
}

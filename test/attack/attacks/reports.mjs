import { request } from 'node:http';
import { failed, survived } from '../target.mjs';
import { inWords, percentile, Traffic } from '../traffic.mjs';

const ROWS = 200_000;
const PER_SECOND = 40;
const SECONDS = 15;
const MOST_SLOWER = 1.2;
/** Between the caller's going and the end of the statement. */
const CANCELLED_WITHIN_MS = 1_000;
const GIVE_UP_MS = 12_000;
/** A report that goes over all rows and groups them finely. */
const SLOW = `query { report(query: { dataset: "customers", measures: ["count"],
  dimensions: [{ name: "city" }, { name: "industry" }, { name: "addedOn", grain: DAY }], limit: 50 }) { rows totals } }`;
const RUNNING =
  "SELECT COUNT(*) AS n FROM information_schema.processlist WHERE info LIKE 'SET STATEMENT max_statement_time%'";

/** Reports that keep the database busy while others work. */
export const SLOW_REPORTS = [
  { transport: 'HTTP', kind: 'report', name: 'slow reports, one and three at once', isLong: true, run: slowReports },
  { transport: 'HTTP', kind: 'report', name: 'a slow report whose asker goes away', isLong: true, run: cancelled },
];

async function slowReports(target) {
  await target.backstage.manyCustomers(ROWS);
  const [token] = await target.backstage.allRoles();
  const traffic = new Traffic(target);
  await traffic.run(PER_SECOND, 5);
  const alone = await traffic.run(PER_SECOND, SECONDS);
  const beside = [];
  let counts = '';
  for (const count of [1, 3]) {
    const { result, reports } = await during(target, { token, count }, () => traffic.run(PER_SECOND, SECONDS));
    beside.push(result);
    counts += ` beside ${count} report${count > 1 ? 's' : ''} (${reports} done) ${inWords(result.served)};`;
  }
  const slower = beside.map(({ served }) => percentile(served, 99) / percentile(alone.served, 99));
  const told = `others at ${PER_SECOND}/s alone ${inWords(alone.served)};${counts} p99 × ${slower.map((times) => times.toFixed(2)).join(' and ')}`;
  const isServed = beside.every(({ odd, refused }) => odd.length + refused.length === 0);
  return isServed && Math.max(...slower) <= MOST_SLOWER ? survived(told) : failed(told);
}

/** Does the work while so many reports run all the time. */
async function during(target, { token, count }, work) {
  let isOver = false;
  let reports = 0;
  const reporter = async () => {
    while (!isOver) {
      const { status, text } = await target.ask(SLOW, { token });
      if (status !== 200) throw new Error(`the report: ${status} ${text.slice(0, 100)}`);
      reports += 1;
    }
  };
  const reporters = Array.from({ length: count }, reporter);
  const result = await work();
  isOver = true;
  await Promise.all(reporters);
  return { result, reports };
}

async function cancelled(target) {
  await target.backstage.manyCustomers(ROWS);
  const [token] = await target.backstage.allRoles();
  const isRunning = async () => Number((await target.backstage.sql(RUNNING))[0].n) > 0;
  const until = async (wanted) => {
    const begun = performance.now();
    while ((await isRunning()) !== wanted) {
      if (performance.now() - begun > GIVE_UP_MS) throw new Error(`the report ${wanted ? 'never ran' : 'did not end'}`);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  };
  const times = [];
  for (let round = 0; round < 5; round += 1) {
    const sent = begun(target, token);
    await until(true);
    const began = performance.now();
    sent.destroy();
    await until(false);
    times.push(performance.now() - began);
  }
  const told = `the statement ended ${times.map((ms) => ms.toFixed(0)).join(', ')} ms after its asker had gone`;
  return Math.max(...times) <= CANCELLED_WITHIN_MS ? survived(told) : failed(told);
}

function begun(target, token) {
  const body = JSON.stringify({ query: SLOW });
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    authorization: `Bearer ${token}`,
  };
  const { hostname: host, port } = target.url;
  const sent = request({ host, port, path: '/graphql', method: 'POST', headers, agent: false });
  sent.on('error', () => undefined);
  sent.end(body);
  return sent;
}

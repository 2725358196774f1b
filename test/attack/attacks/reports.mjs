import { spawn } from 'node:child_process';
import { request } from 'node:http';
import { failed, survived } from '../target.mjs';
import { inWords, percentile, Traffic } from '../traffic.mjs';

const ROWS = 200_000;
const PER_SECOND = 40;
const ROUNDS = 3;
const SECONDS = 10;
/** The server counts what somebody sees only once a minute; until it has counted what was written past it, lists take seconds. */
const COUNTED_MS = 100;
/** Of the time that others take beside as many processes that do nothing but reckon: what a report may take is processors. */
const MOST_SLOWER = 1.2;
const LONGEST_RECKONING_MS = 60_000;
const RECKON = `const until = Date.now() + ${LONGEST_RECKONING_MS}; while (Date.now() < until);`;
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
  if (!(await isCounted(traffic))) return failed('lists stay slow after many customers have come');
  const work = () => traffic.run(PER_SECOND, SECONDS);
  const ends = [];
  const ways = {
    alone: work,
    'beside 1 to reckon': () => besideReckoning(1, work),
    'beside 1 report': () => besideReports(target, { token, count: 1, ends }, work),
    'beside 3 to reckon': () => besideReckoning(3, work),
    'beside 3 reports': () => besideReports(target, { token, count: 3, ends }, work),
  };
  const [times, odd] = [{}, []];
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [way, during] of Object.entries(ways)) {
      const result = await during();
      times[way] = [...(times[way] ?? []), ...result.served].sort((left, right) => left - right);
      odd.push(...result.odd);
      // Where nothing but processors is taken, whoever is refused is so by the machine.
      if (!way.endsWith('reckon')) odd.push(...result.refused.map((ms) => `refused after ${ms.toFixed(0)} ms ${way}`));
    }
  odd.push(...ends.filter((end) => !isEnd(end)));
  const [alone, reckoner, report, reckoners, reports] = Object.values(times).map((served) => percentile(served, 99));
  const slower = [report / Math.max(alone, reckoner), reports / Math.max(alone, reckoners)];
  const inTimes = (all) => all.map((each) => `× ${each.toFixed(2)}`).join(' and ');
  const told =
    `others at ${PER_SECOND}/s ${Object.entries(times)
      .map(([way, served]) => `${way} ${inWords(served)}`)
      .join(', ')}; ${ends.length} reports ended; ` +
    `p99 ${inTimes(slower)} of beside what only reckons, ${inTimes([report / alone, reports / alone])} of alone`;
  if (odd.length > 0) return failed(`${told}; ${odd.length} odd answers: ${odd[0]}`);
  return Math.max(...slower) <= MOST_SLOWER ? survived(told) : failed(told);
}

/** Waits until the server knows that there are many now. */
async function isCounted(traffic) {
  for (let tries = 0; tries < 24; tries += 1)
    if (percentile((await traffic.run(PER_SECOND, 5)).served, 50) < COUNTED_MS) return true;
  return false;
}

/** A report is done, or its time is up. */
const isEnd = (end) => end.startsWith('200') || end.includes('longer than 10 seconds');

/** Does the work while so many reports run all the time. */
async function besideReports(target, { token, count, ends }, work) {
  let isOver = false;
  const reporter = async () => {
    while (!isOver) {
      const { status, text } = await target.ask(SLOW, { token });
      ends.push(`${status} ${text.slice(0, 200)}`);
    }
  };
  const reporters = Promise.all(Array.from({ length: count }, reporter));
  const result = await work();
  isOver = true;
  await reporters;
  return result;
}

/** Does the work while so many processes take processors and nothing else: the least that anything slow beside it costs. */
async function besideReckoning(count, work) {
  const reckoners = Array.from({ length: count }, () => spawn(process.execPath, ['-e', RECKON], { stdio: 'ignore' }));
  try {
    return await work();
  } finally {
    for (const reckoner of reckoners) reckoner.kill('SIGKILL');
  }
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

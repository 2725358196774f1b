import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createConnection } from 'mysql2/promise';

/** Signs the tokens of all test servers; specs sign with it too, so that they need not wait for argon2. */
export const TEST_SECRET = 'only-for-tests-0123456789-abcdefghijklmnop';
const START_MS = 240_000;
/** Compiled beside the product's build, which `npm test` has brought up to date: loading TypeScript file by file takes several times as long. */
const TEST_SERVER = 'test/support/test-server.ts';
const RECORDER = 'test/support/record-traffic.ts';
/** Severities as pino writes them; what a test server says at this level or above is shown. */
const SHOWN_LEVEL = { debug: 20, info: 30, warn: 40, error: 50, fatal: 60 };

/** Starts one running server per jest worker, each on a database of its own; specs find them in SERVERS. */
export default async function startServers(config) {
  const base = process.env.TEST_DATABASE_URL;
  if (!base) throw new Error('TEST_DATABASE_URL is missing: run the specs with npm test.');
  const workers = Math.max(1, Math.min(config.maxWorkers, 4));
  const names = Array.from({ length: workers }, (_, index) => `guanxi_test_${process.pid}_${index + 1}`);
  await inDatabase(
    base,
    names.map((name) => `CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`),
  );
  execFileSync(process.execPath, ['node_modules/@swc/cli/bin/swc.js', TEST_SERVER, RECORDER, '-d', 'dist'], {
    stdio: 'pipe',
  });
  const servers = await Promise.all(
    names.map((name, index) => startServer(databaseUrl(base, name), String(index + 1))),
  );
  process.env.SERVERS = JSON.stringify(servers.map(({ addresses }) => addresses));
  globalThis.stopTestServers = async () => {
    await Promise.all(servers.map(keepMetrics));
    await Promise.all(servers.map(({ child }) => stop(child)));
    await inDatabase(
      base,
      names.map((name) => `DROP DATABASE IF EXISTS ${name}`),
    );
  };
}

function databaseUrl(base, name) {
  const url = new URL(base);
  url.pathname = `/${name}`;
  return url.toString();
}

async function inDatabase(base, statements) {
  const url = new URL(base);
  const socketPath = url.searchParams.get('socketPath');
  const connection = await createConnection({
    ...(socketPath ? { socketPath } : { host: url.hostname, port: Number(url.port || 3306) }),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  });
  for (const statement of statements) await connection.query(statement);
  await connection.end();
}

/** What the counters of a server say at its end lies beside what it answered and logged. */
async function keepMetrics({ addresses: { api } }, index) {
  if (!process.env.RECORDINGS) return;
  const text = await fetch(`${api}/metrics`).then(
    (response) => response.text(),
    () => '',
  );
  appendFileSync(join(process.env.RECORDINGS, `metrics-${index + 1}.txt`), text);
}

function startServer(url, worker) {
  const env = {
    ...process.env,
    DATABASE_URL: url,
    SIGNING_SECRET: TEST_SECRET,
    LOG_LEVEL: process.env.RECORDINGS ? 'debug' : (process.env.TEST_LOG_LEVEL ?? 'fatal'),
    RECORDED_AS: worker,
    // Specs ask in seconds what people ask in an hour.
    ROWS_PER_MINUTE: '3000000',
    // A spec stands for a reverse proxy when it says whom it forwards.
    TRUSTED_PROXIES: '127.0.0.1',
    NODE_OPTIONS: '',
  };
  const child = spawn(process.execPath, [`dist/${TEST_SERVER.replace(/\.ts$/, '.js')}`], {
    env,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const take = takeLines(worker);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The test server did not start in time.')), START_MS);
    child.once('exit', (code) => reject(new Error(`The test server ended with code ${code}.`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.startsWith('READY ')) return take(line);
      clearTimeout(timer);
      resolve({ child, addresses: { ...JSON.parse(line.slice(6)), databaseUrl: url } });
    });
  });
}

/** Shows what a server says; while a run is recorded, all of it is kept and only what is asked for is shown. */
function takeLines(worker) {
  const show = (line) => process.stderr.write(`${line}\n`);
  if (!process.env.RECORDINGS) return show;
  const kept = createWriteStream(join(process.env.RECORDINGS, `log-${worker}.jsonl`), { flags: 'a' });
  const shownFrom = SHOWN_LEVEL[process.env.TEST_LOG_LEVEL] ?? SHOWN_LEVEL.fatal;
  return (line) => {
    kept.write(`${line}\n`);
    const level = /^\{"level":(\d+)/.exec(line)?.[1] ?? shownFrom;
    if (Number(level) >= shownFrom) show(line);
  };
}

function stop(child) {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once('exit', resolve);
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
  });
}

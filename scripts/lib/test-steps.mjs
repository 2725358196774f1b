import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesUnder } from './fingerprint.mjs';
import { searchRecordings } from './leaks.mjs';
import { ROOT, inRoot } from './paths.mjs';
import { runCommand } from './run-command.mjs';
import { say, seconds } from './say.mjs';
import { checkSupplyChain } from './supply-chain.mjs';
import { addTotals, jestTotals, NOTHING, singleTotal, tapTotals } from './totals.mjs';

/** More workers than this gain little, as they share one database. */
const MOST_WORKERS = 4;

/** The checks that need no database, slowest first; each `run` answers totals and prints nothing but its outcome. */
export const STATIC_STEPS = [
  { name: 'lint', run: (signal) => tool('lint', ['eslint', 'bin', 'eslint.js'], ['.'], signal) },
  { name: 'types', run: (signal) => tool('types', ['typescript', 'bin', 'tsc'], ['--noEmit'], signal) },
  { name: 'format', run: (signal) => tool('format', ['prettier', 'bin', 'prettier.cjs'], ['--check', '.'], signal) },
  { name: 'script specs', run: scriptSpecs },
  { name: 'supply chain', run: supplyChain },
];

async function tool(name, script, args, signal) {
  const began = performance.now();
  const { code, output } = await runCommand(process.execPath, [inRoot('node_modules', ...script), ...args], {
    cwd: ROOT,
    signal,
  });
  report(name, code === 0, performance.now() - began, output);
  return singleTotal(code === 0);
}

function report(name, ok, milliseconds, output) {
  say(`${ok ? '✔' : '✘'} ${name} (${seconds(milliseconds)})`);
  if (!ok) say(output.trimEnd());
}

async function scriptSpecs(signal) {
  const began = performance.now();
  // Named one by one: given the folder, the runner would take this very command (test.mjs) for a test.
  const specs = filesUnder(inRoot('scripts'), (path) => path.endsWith('.spec.mjs'));
  const args = ['--test', '--test-reporter=tap', ...specs];
  const { code, output } = await runCommand(process.execPath, args, { cwd: ROOT, signal, env: withoutTestContext() });
  report('script specs', code === 0, performance.now() - began, output);
  return tapTotals(output, code);
}

/** No known high finding in what the product runs with, and no install script that nobody has looked at. */
async function supplyChain(signal) {
  const began = performance.now();
  const { faults, unanswered } = await checkSupplyChain(signal);
  report('supply chain', faults.length === 0, performance.now() - began, faults.join('\n'));
  if (unanswered !== null) say(`  npm audit was NOT done: this registry does not answer audits (${unanswered}).`);
  return singleTotal(faults.length === 0);
}

/** The benchmark's short form: product and floor answer alike and nothing fails; how fast they are is not judged. */
export async function benchStep(signal) {
  const began = performance.now();
  const { code, output } = await runCommand(process.execPath, [inRoot('bench', 'run.mjs'), '--short'], {
    cwd: ROOT,
    signal,
  });
  report('bench, short form', code === 0, performance.now() - began, output);
  return singleTotal(code === 0);
}

/** A test runner that finds itself inside another one reports to it instead of to us. */
function withoutTestContext() {
  const env = { ...process.env };
  delete env.NODE_TEST_CONTEXT;
  return env;
}

/** Runs the steps, at most so many at once, and answers their totals in the order of the steps. */
export async function runSteps(steps, atOnce, signal) {
  const results = new Array(steps.length);
  let next = 0;
  const worker = async () => {
    while (next < steps.length) {
      const mine = next;
      next += 1;
      results[mine] = await steps[mine].run(signal);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, steps.length) }, worker));
  return results;
}

/** Runs Jest on the test database, its output shown as it comes, and answers totals. */
export async function runJest(patterns, databaseUrl, stop) {
  const folder = mkdtempSync(join(tmpdir(), 'guanxi-jest-'));
  const json = join(folder, 'report.json');
  try {
    const code = await jest(
      [`--outputFile=${json}`, ...patterns],
      { ...jestEnvironment(databaseUrl), RECORDINGS: folder },
      stop,
    );
    const totals = jestTotals(existsSync(json) ? JSON.parse(readFileSync(json, 'utf8')) : null, code);
    return addTotals(totals, searchStep(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Nothing that the API specs made the server answer or log tells of the inside, or says what was typed. */
function searchStep(folder) {
  const began = performance.now();
  const found = searchRecordings(folder);
  if (found === null) return NOTHING;
  const { findings, answerBytes, inputCount, logLines } = found;
  const what = `${(answerBytes / 2 ** 20).toFixed(1)} MiB of answers, ${logLines} lines of logs and counters, ${inputCount} typed texts`;
  report(`no leaks in ${what}`, findings.length === 0, performance.now() - began, findings.join('\n'));
  return singleTotal(findings.length === 0);
}

function jest(args, env, stop) {
  const specs = args.filter((arg) => arg.endsWith('.spec.ts')).length;
  // A worker brings a server of its own; a single spec needs no second one.
  const onlySpecs = specs > 0 && specs === args.length - 1;
  const workers = Math.min(MOST_WORKERS, availableParallelism(), onlySpecs ? specs : MOST_WORKERS);
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const all = [
    ...flags,
    inRoot('node_modules', 'jest', 'bin', 'jest.js'),
    '--json',
    `--maxWorkers=${workers}`,
    ...args,
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, all, {
      cwd: ROOT,
      env,
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const end = (signal) => {
      try {
        process.kill(-child.pid, signal);
      } catch {
        // Already gone.
      }
    };
    stop.again = () => end('SIGKILL');
    stop.signal.addEventListener('abort', () => end('SIGTERM'), { once: true });
    child.on('error', reject);
    child.on('exit', (code) => (stop.signal.aborted ? reject(stop.signal.reason) : resolve(code ?? 1)));
  });
}

/** No setting of the person's own reaches the tests, least of all the address of a real database. */
function jestEnvironment(databaseUrl) {
  const env = { ...process.env, TEST_DATABASE_URL: databaseUrl };
  for (const name of [
    'DATABASE_URL',
    'DATA_DIR',
    'EMBEDDED',
    'PORT',
    'HOST',
    'SIGNING_SECRET',
    'LOG_LEVEL',
    'POOL_SIZE',
    'ROWS_PER_MINUTE',
    'HISTORY_EXACT_MONTHS',
    'TRUSTED_PROXIES',
  ])
    delete env[name];
  for (const name of ['ADMIN_LOGIN', 'ADMIN_PASSWORD', 'NODE_TEST_CONTEXT']) delete env[name];
  return env;
}

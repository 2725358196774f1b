import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { inRoot } from '../../scripts/lib/paths.mjs';
import { say } from '../../scripts/lib/say.mjs';
import { DATABASE_SETTINGS } from './bench-database.mjs';

/** What the figures depend on. */
export function machineFacts({ version }, { sizes, facts, database }, { seconds, clients, customers }) {
  return {
    date: new Date().toISOString(),
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? 'unknown',
    memoryMb: Math.round(totalmem() / 1024 / 1024),
    loadBefore: loadavg()[0],
    node: process.versions.node,
    mariadb: version.join('.'),
    database: `${DATABASE_SETTINGS}, in ${database.isKept ? 'DATA_DIR/bench' : 'memory or the temporary folder'}`,
    sizes,
    visibleToManager: facts.visibleCustomers / customers,
    load: `closed loop, 1 process, ${clients} connections, rounds of ${seconds} s`,
  };
}

/** The same in a few lines. */
export function machineLine({ cores, processor, loadBefore, node, mariadb, database, sizes, visibleToManager, load }) {
  const share = `${Math.round(visibleToManager * 100)} %`;
  return [
    `Machine: ${cores} cores (${processor}), load ${loadBefore.toFixed(1)} before; Node ${node}, MariaDB ${mariadb}`,
    `Database: ${database}`,
    `Data: ${Object.entries(sizes)
      .map(([name, count]) => `${count} ${name}`)
      .join(', ')}; the manager sees ${share} of the customers`,
    `Load: ${load}; product and floor are one process each and never loaded at the same time`,
  ].join('\n');
}

const COLUMNS = [
  ['req/s', 9, ({ perSecond }) => perSecond.toFixed(0)],
  ['p50 ms', 8, ({ p50Ms }) => p50Ms.toFixed(1)],
  ['p99 ms', 8, ({ p99Ms }) => p99Ms.toFixed(1)],
  ['CPU ms', 8, ({ serverCpuMs }) => serverCpuMs.toFixed(2)],
  ['DB CPU', 8, ({ databaseCpuMs }) => databaseCpuMs.toFixed(2)],
  ['SQL', 7, ({ statements }) => statements.toFixed(1)],
  ['errors', 7, ({ errors }) => String(errors)],
];

/** Prints both sides of every operation, and how much of the floor's throughput the product reaches. */
export function printTable(results) {
  const head = COLUMNS.map(([name, width]) => name.padStart(width)).join('');
  say(`\n${'operation'.padEnd(38)}${'side'.padEnd(8)}${head}   of the floor`);
  for (const { title, product, floor, ratio } of results) {
    if (!product) {
      say(`${title.padEnd(38)}the answers differ`);
      continue;
    }
    say(`${title.padEnd(38)}${'product'.padEnd(8)}${line(product)}   ${ratio.toFixed(ratio < 10 ? 2 : 0)}`);
    say(`${''.padEnd(38)}${'floor'.padEnd(8)}${line(floor)}`);
    for (const { firstError } of [product, floor]) if (firstError) say(`  first error: ${firstError}`);
  }
  say(
    'CPU ms: processor time of the server per request; DB CPU: of the database; SQL: statements per request, background included',
  );
}

function line(side) {
  return COLUMNS.map(([, width, text]) => text(side).padStart(width)).join('');
}

/** Writes everything to a file for later comparison. */
export function storeResults(file, contents) {
  const target = file ?? inRoot('bench', 'results.json');
  writeFileSync(target, `${JSON.stringify(contents, rounded, 2)}\n`);
  say(`Figures: ${target}`);
}

function rounded(name, value) {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toFixed(4)) : value;
}

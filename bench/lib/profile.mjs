import { existsSync, readFileSync, rmSync } from 'node:fs';
import { say } from '../../scripts/lib/say.mjs';
import { sleep } from '../../scripts/lib/stop-signal.mjs';
import { targetsOf } from './targets.mjs';
import { profileFile } from './profile-file.mjs';
import { selfTimes } from './self-times.mjs';

const WARM_UP_SECONDS = 3;
const SHOWN_PACKAGES = 20;
const SHOWN_FUNCTIONS = 40;
const PATIENCE_MS = 30_000;

/** `--profile`: loads the product with one operation and prints where its own time goes, by package and by function. */
export async function profileOperation(ground, { operations, seconds, clients: asked }) {
  const [operation] = operations;
  const clients = Math.min(asked, operation.mostClients ?? asked);
  const { product: target } = await targetsOf(ground, operation);
  const { product, load, database, signal } = ground;
  const file = profileFile(database.home);
  rmSync(file, { force: true });
  await load.run({ ...target, clients, seconds: WARM_UP_SECONDS, firstKey: Date.now() * 1_000 }, signal);
  process.kill(product.pid, 'SIGUSR2');
  const result = await load.run({ ...target, clients, seconds, firstKey: Date.now() * 1_000 + 1e9 }, signal);
  process.kill(product.pid, 'SIGUSR2');
  const profile = await written(file, signal);
  print(operation, result, selfTimes(profile));
  return result.errors === 0 ? 0 : 1;
}

async function written(file, signal) {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
    } catch {
      // Still being written.
    }
    if (performance.now() > until) throw new Error('The profile was not written.');
    await sleep(100, signal);
  }
}

function print({ title }, { requests, errors }, { busyMs, packages, functions }) {
  const perRequest = (ms) => `${((ms * 1_000) / requests).toFixed(0)} µs`;
  const share = (ms) => `${((100 * ms) / busyMs).toFixed(1)} %`;
  say(`\n${title.trim()}: ${requests} requests, ${errors} errors, ${perRequest(busyMs)} of processor time each`);
  say('\nby package');
  for (const [name, ms] of packages.slice(0, SHOWN_PACKAGES))
    say(`  ${share(ms).padStart(7)} ${perRequest(ms).padStart(9)}  ${name}`);
  say('\nby function (self time)');
  for (const [name, ms] of functions.slice(0, SHOWN_FUNCTIONS))
    say(`  ${share(ms).padStart(7)} ${perRequest(ms).padStart(9)}  ${name}`);
}

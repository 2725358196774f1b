import { join } from 'node:path';
import { ensureBuild } from '../../scripts/lib/build.mjs';
import { claimDataFolder, prepareDataFolder } from '../../scripts/lib/data-folder.mjs';
import { requireMariadb } from '../../scripts/lib/find-mariadb.mjs';
import { ensurePackages } from '../../scripts/lib/packages.mjs';
import { say, seconds } from '../../scripts/lib/say.mjs';
import { readSettings } from '../../scripts/lib/settings.mjs';
import { HELP, readArguments } from './arguments.mjs';
import { BenchDatabase } from './bench-database.mjs';
import { openGround } from './ground.mjs';
import { machineFacts, machineLine, printTable, storeResults } from './results.mjs';
import { compareAnswers } from './compare-answers.mjs';
import { measureOperation } from './measure.mjs';
import { profileOperation } from './profile.mjs';

/** `npm run bench`: answers 0 when product and floor agree and nothing failed, else 1. */
export async function benchCommand(args, env, stop) {
  const options = readArguments(args);
  if (options.help) return say(HELP) ?? 0;
  const began = performance.now();
  await ensurePackages(stop.signal);
  const binaries = await requireMariadb(stop.signal);
  const folder = options.short
    ? null
    : join(readSettings({ ...env, DATABASE_URL: '' }, { needsSecret: false }).dataDir, 'bench');
  const claim = folder && (await claimed(folder, stop.signal));
  const database = new BenchDatabase(binaries, folder);
  try {
    await ensureBuild(stop.signal);
    const ground = await openGround({ database, options, signal: stop.signal });
    try {
      return await (options.profile ? profileOperation(ground, options) : compare(ground, options, binaries));
    } finally {
      await ground.close();
    }
  } finally {
    await database.close();
    claim?.release();
    say(`Bench: took ${seconds(performance.now() - began)}`);
  }
}

async function claimed(folder, signal) {
  prepareDataFolder(folder);
  return claimDataFolder(folder, 'npm run bench', { alone: true, signal });
}

async function compare(ground, options, binaries) {
  const machine = machineFacts(binaries, ground, options);
  say(machineLine(machine));
  const results = [];
  for (const operation of options.operations) {
    const disagreement = await compareAnswers(ground, operation);
    const measured = disagreement ? null : await measureOperation(ground, operation, options);
    results.push({ name: operation.name, title: operation.title, asker: operation.asker, disagreement, ...measured });
    if (disagreement) say(`✘ ${operation.name}: the answers of product and floor differ\n${disagreement}`);
    else say(`  ${operation.name}: measured`);
  }
  printTable(results);
  if (!options.short || options.out) storeResults(options.out, { machine, results });
  return results.every(({ disagreement, product, floor }) => !disagreement && product.errors + floor.errors === 0)
    ? 0
    : 1;
}

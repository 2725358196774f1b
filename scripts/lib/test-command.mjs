import { ensureBuild } from './build.mjs';
import { requireMariadb } from './find-mariadb.mjs';
import { ensurePackages } from './packages.mjs';
import { say, sayProblem, seconds, timed, Stopped } from './say.mjs';
import { openTestDatabase } from './test-database.mjs';
import { STATIC_STEPS, benchStep, runJest, runSteps } from './test-steps.mjs';
import { addTotals, NOTHING, singleTotal, totalsLine } from './totals.mjs';

const HELP = `npm test: sets up what is missing, then runs format, lint, types, the specs of the scripts, the build, all specs
on a MariaDB of its own in memory, and the benchmark's short form. The last line adds everything up; the exit code is 1 if anything failed.
运行全部检查与测试，最后一行为合计。

  npm test                         everything
  npm test -- src/kernel/lists     only the specs whose path matches (and no format, lint, types)
  npm test -- -t 'name of a test'  any option of Jest likewise`;

/** `npm test`: answers 0 when everything passed, else 1; the last line printed is the totals. */
export async function testCommand(args, stop) {
  if (args.includes('--help') || args.includes('-h')) return say(HELP) ?? 0;
  const began = performance.now();
  let totals = NOTHING;
  try {
    for await (const part of allParts(args, stop)) totals = addTotals(totals, part);
  } catch (error) {
    if (error instanceof Stopped) say('Tests: stopped. 已中止。');
    else sayProblem(error);
    totals = addTotals(totals, singleTotal(false));
  }
  say(`Tests: took ${seconds(performance.now() - began)}`);
  say(totalsLine(totals));
  return totals.failed > 0 ? 1 : 0;
}

async function* allParts(patterns, stop) {
  await ensurePackages(stop.signal);
  const binaries = await requireMariadb(stop.signal);
  let database = null;
  try {
    await timed('Test database', async () => {
      database = await openTestDatabase(binaries, stop.signal);
      return `MariaDB ${binaries.version.join('.')} of its own in ${database.where}`;
    });
    if (patterns.length === 0) yield* await runSteps(STATIC_STEPS, 2, stop.signal);
    const built = await buildStep(stop.signal);
    yield built;
    // Specs on an outdated build would only tell lies.
    if (built.failed > 0) return;
    yield await runJest(patterns, database.url, stop);
    if (patterns.length === 0) yield await benchStep(stop.signal);
  } finally {
    await database?.close();
  }
}

async function buildStep(signal) {
  try {
    await ensureBuild(signal);
    return singleTotal(true);
  } catch (error) {
    if (error instanceof Stopped) throw error;
    sayProblem(error);
    return singleTotal(false);
  }
}

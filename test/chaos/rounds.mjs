import { sleep } from '../../scripts/lib/stop-signal.mjs';

const LEAST_LOAD_MS = 800;
/** Nothing is killed before so many mutations were acknowledged since the last kill, however busy the machine is. */
const LEAST_ACKNOWLEDGED = 30;
/** How long a round waits for acknowledged mutations before it goes on all the same. */
const PATIENCE_MS = 20_000;

/**
 * One kill after the other under load. Each round kills the server; each third one the database with it, a moment before
 * or after. Between the rounds, each fifth time, the database is killed alone and the server has to find it again.
 */
export async function killRounds({ ground, journal, chance, kills, everyMs, signal, say }) {
  const tally = { serverKills: 0, databaseKills: 0, bootMs: [], recoveryMs: [] };
  for (let round = 1; round <= kills; round += 1) {
    const before = journal.count('acknowledged');
    await sleep(chance.between(LEAST_LOAD_MS, 2 * everyMs - LEAST_LOAD_MS), signal);
    await untilAcknowledged(journal, before + LEAST_ACKNOWLEDGED, signal);
    if (round % 5 === 2) await killDatabaseAlone({ ground, journal, tally, signal });
    const both = round % 3 === 0;
    await killServer({ ground, chance, tally, signal }, both);
    await nextAnswer(journal, signal);
    say(
      `Round ${round}/${kills}: ${both ? 'server and database' : 'server'} killed; ${journal.count('acknowledged')} acknowledged`,
    );
  }
  return tally;
}

async function killServer({ ground, chance, tally, signal }, both) {
  const gap = chance.between(0, 40);
  const serverFirst = chance.below(2) === 0;
  const steps = both ? [() => ground.server.kill(), () => ground.killDatabase()] : [() => ground.server.kill()];
  if (!serverFirst) steps.reverse();
  for (const step of steps) {
    await step();
    await sleep(gap, signal);
  }
  tally.serverKills += 1;
  if (both) {
    tally.databaseKills += 1;
    await ground.startDatabase(signal);
  }
  tally.bootMs.push(await ground.server.start(signal));
}

/** The server stays up; measured is the time from the database's return to the next acknowledged mutation. */
async function killDatabaseAlone({ ground, journal, tally, signal }) {
  await ground.killDatabase();
  tally.databaseKills += 1;
  await sleep(300, signal);
  await ground.startDatabase(signal);
  tally.recoveryMs.push(await nextAnswer(journal, signal));
  await sleep(500, signal);
}

/** Milliseconds until one more mutation is acknowledged. */
async function nextAnswer(journal, signal) {
  return untilAcknowledged(journal, journal.count('acknowledged') + 1, signal);
}

async function untilAcknowledged(journal, count, signal) {
  const began = performance.now();
  while (journal.count('acknowledged') < count && performance.now() - began < PATIENCE_MS) await sleep(20, signal);
  return performance.now() - began;
}

import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../../scripts/lib/paths.mjs';
import { say, timed } from '../../scripts/lib/say.mjs';
import { Chance } from './chance.mjs';
import { foundCompany } from './company.mjs';
import { compare, productFacts, unseenDamages, waitForDelivery } from './compare.mjs';
import { openGround } from './ground.mjs';
import { Journal } from './journal.mjs';
import { Load } from './load.mjs';
import { measureOutages, measureQuietOutages } from './outage.mjs';
import { replay } from './replay.mjs';
import { reportLines } from './report.mjs';
import { killRounds } from './rounds.mjs';

/** The most mutations of a run, however long it takes. */
const MOST_ENTRIES = 40_000;
const PATIENCE_MS = 30_000;

/** One whole run; answers whether everything held. `outages` also measures what callers see while the database is away. */
export async function runChaos({ kills, everyMs, seed, outages, replays, signal }) {
  const began = performance.now();
  const ground = await openGround(signal);
  try {
    await timed('Server', async () => `ready after ${Math.round(await ground.server.start(signal))} ms, seed ${seed}`);
    const facts = await productFacts(ground);
    const company = await foundCompany(ground.server.address);
    const run = `k${seed}`;
    const journal = new Journal(join(ground.home, 'journal.ndjson'));
    const done = await underLoad(
      { ground, company, journal, run, chance: new Chance(seed), signal },
      { kills, everyMs, outages, replays },
    );
    const findings = await compare(ground, facts, { journal, run });
    const unseen = findings.total === 0 ? await unseenDamages(ground, facts, { journal, run }) : null;
    journal.close();
    const seconds = (performance.now() - began) / 1000;
    for (const line of reportLines({ journal, findings, unseen, seconds, ...done })) say(line);
    const held =
      findings.total === 0 && unseen?.length === 0 && done.deliveryMs !== null && journal.count('acknowledged') > 0;
    if (!held) keepTraces(ground);
    return held;
  } finally {
    await ground.close();
  }
}

async function underLoad({ ground, company, journal, run, chance, signal }, { kills, everyMs, outages, replays }) {
  const load = new Load({ company, journal, chance, run, mostEntries: MOST_ENTRIES });
  load.start();
  const rounds = await killRounds({ ground, journal, chance, kills, everyMs, signal, say });
  const measured = outages ? await measureOutages({ ground, person: company.head.person, signal }) : [];
  await load.stop(PATIENCE_MS);
  if (outages) measured.push(...(await measureQuietOutages({ ground, person: company.head.person, signal })));
  const replayed = await replay({ company, journal, chance, most: replays });
  const deliveryMs = await waitForDelivery(ground);
  await ground.server.stop();
  return { rounds, outages: measured, replayed, deliveryMs };
}

/** The journal and the server's log of the last run that did not hold stay for whoever looks into it. */
function keepTraces(ground) {
  const kept = [
    [join(ground.home, 'journal.ndjson'), inRoot('.test-data', 'last-chaos-journal.ndjson')],
    [ground.server.log, inRoot('.test-data', 'last-chaos-server.log')],
  ];
  for (const [from, to] of kept) copyFileSync(from, to);
  say(`Kept: ${kept.map(([, to]) => to).join(', ')}`);
}

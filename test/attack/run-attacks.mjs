import { say, timed } from '../../scripts/lib/say.mjs';
import { foundCompany } from '../chaos/company.mjs';
import { openGround } from '../chaos/ground.mjs';
import { allowedDocuments, documentAttacks } from './attacks/documents.mjs';
import { FLOODS } from './attacks/floods.mjs';
import { HTTP_ATTACKS } from './attacks/http.mjs';
import { SLOW_REPORTS } from './attacks/reports.mjs';
import { SOCKET_ATTACKS } from './attacks/sockets.mjs';
import { STALLED } from './attacks/stalled.mjs';
import { TIMING } from './attacks/timing.mjs';
import { HealthWatch } from './health-watch.mjs';
import { OVERLOADS } from './attacks/capacity.mjs';
import { INJECTIONS } from './attacks/injection.mjs';
import { Backstage } from './backstage.mjs';
import { failed, Target } from './target.mjs';

/** Health must answer within this time under every attack. */
const HEALTH_MS = 250;
/** Memory afterwards, of what it was before the attacks, once the server has warmed up. */
const MOST_MEMORY = 1.5;
/** Memory after the floods once more, of what it was after them the first time: what the runtime keeps for the next flood is no leak. */
const MOST_GROWTH = 1.15;
const SETTLE_MS = 5_000;

/** One whole run against a server of its own; answers whether the server withstood everything. */
export async function runAttacks({ isShort, only, signal }) {
  const ground = await openGround(signal);
  const rows = [];
  let watch = null;
  let target = null;
  try {
    await timed('Server', async () => `ready after ${Math.round(await ground.server.start(signal))} ms`);
    target = await targetOf(ground, isShort);
    const hostile = await import(ground.built('src', 'kernel', 'graphql', 'guard', 'hostile-documents.js'));
    const attacks = [
      // First, while server and asker keep nothing yet of what floods leave behind: it is a share of the most they can do.
      ...OVERLOADS,
      ...documentAttacks(hostile),
      ...allowedDocuments(),
      ...HTTP_ATTACKS,
      ...INJECTIONS,
      ...TIMING,
      ...FLOODS,
      ...SOCKET_ATTACKS,
      ...STALLED,
      ...SLOW_REPORTS,
    ].filter(({ isLong }) => !(isLong && isShort));
    watch = new HealthWatch(ground.server.address, ground.server.pid);
    await warmUp(target);
    const before = target.rss();
    say(`Memory before: ${await target.memory()}.`);
    for (const attack of attacks.filter(({ name, kind }) => !only || `${kind} ${name}`.includes(only))) {
      if (signal?.aborted) break;
      rows.push(await carriedOut(attack, target, watch));
      say(lineOf(rows.at(-1)));
    }
    return concluded(rows, before, await memoryAfter(target, watch, before));
  } finally {
    target?.close();
    await target?.backstage.close();
    await watch?.stop();
    await ground.close();
  }
}

const SELLERS = 20;

async function targetOf(ground, isShort) {
  const { head, sellers } = await foundCompany(ground.server.address);
  const people = [...sellers, head].map(({ person }) => person);
  const backstage = new Backstage(ground);
  // Who asks under load signs in now: after passwords were guessed from this address nobody new may.
  if (!isShort) await Promise.all([backstage.sellers(SELLERS), backstage.allRoles()]);
  const { databasePid } = ground;
  const { address, pid } = ground.server;
  const target = new Target({ address, pid, databasePid, people, isShort, backstage });
  await target.renewTokens();
  return target;
}

/** Memory is compared with that of a server that has worked, not with that of one just started. */
async function warmUp(target) {
  for (let round = 0; round < 30; round += 1)
    await Promise.all(
      target.tokens.map((token) =>
        target.ask('{ customers(first: 20) { totalCount nodes { id name owner { name } } } }', { token }),
      ),
    );
}

async function carriedOut(attack, target, watch) {
  await watch.worst();
  const began = performance.now();
  let found;
  try {
    await target.renewTokens();
    found = await attack.run(target);
    if (!(await target.isServing())) found = failed('nobody is served any more');
  } catch (error) {
    found = failed(error instanceof Error ? error.message : error);
  }
  const { ms, lateMs, lost } = await watch.worst();
  if (lost > 0) found = failed(`health did not answer ${lost} times`);
  // A machine that shares its processors so much also slows down what it does run.
  else if (ms > HEALTH_MS + lateMs / 4) found = failed(`health took ${ms.toFixed(0)} ms (${found.detail})`);
  return { ...attack, ...found, healthMs: ms, lateMs, seconds: (performance.now() - began) / 1000 };
}

function lineOf({ transport, kind, name, outcome, detail, healthMs, lateMs, seconds }) {
  const late = lateMs > 20 ? ` (and ${lateMs.toFixed(0)} without a processor)` : '';
  return `${outcome.padEnd(8)} ${transport.padEnd(9)} ${kind}: ${name}: ${detail}; health ${healthMs.toFixed(0)} ms${late}, ${seconds.toFixed(1)} s`;
}

/** Memory in MiB after the attacks; where it has grown, also after the floods once more. */
async function memoryAfter(target, watch, before) {
  const settled = () => new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  await settled();
  const after = target.rss();
  say(`Memory after: ${await target.memory()}.`);
  if (after <= before * MOST_MEMORY) return { after, again: null };
  for (const flood of FLOODS) await carriedOut(flood, target, watch);
  await settled();
  return { after, again: target.rss() };
}

function concluded(rows, before, { after, again }) {
  const count = (outcome) => rows.filter((row) => row.outcome === outcome).length;
  const worst = rows.reduce((left, right) => (right.healthMs > left.healthMs ? right : left));
  const isLean = again === null || again <= after * MOST_GROWTH;
  say(
    `Attacks: ${rows.length}, refused ${count('refused')}, survived ${count('survived')}, failed ${count('failed')}; ` +
      `worst health ${worst.healthMs.toFixed(0)} ms (${worst.name}); memory ${before} MiB before, ${after} MiB after${again === null ? '' : `, ${again} MiB after the floods once more`}.`,
  );
  for (const row of rows.filter(({ outcome }) => outcome === 'failed')) say(`  ${lineOf(row)}`);
  if (!isLean) say(`Memory goes on growing.`);
  return count('failed') === 0 && isLean;
}

import { Oracle } from '../oracle/oracle.js';
import { Sight } from '../model/sight.js';
import { Caller, tokenFor } from '../support/caller.js';
import { Chance } from '../support/chance.js';
import { Product } from '../support/product.js';
import { drawWorld } from '../world/draw-world.js';
import { insertWorld } from '../world/insert-world.js';
import { type Row, rowsOf, type World } from '../world/rows.js';
import { openSuite, type Suite } from './suite.js';

const SAMPLES = 2_000;
const WARMING = 200;
/** So little may a guess by time be better than chance. */
const MOST_AUC = 0.55;
const MOST_WORLDS = 50;
const ASKED = { customer: 'Customer', opportunity: 'Opportunity', serviceCase: 'ServiceCase' } as const;

type Field = keyof typeof ASKED;

/** A9: by how long an answer takes nobody tells a record that they may not see from one that does not exist. */
export async function checkTiming(
  dist: string,
  serverUrl: string,
  seed: number,
  say: (line: string) => void,
): Promise<boolean> {
  const product = await Product.start(dist, serverUrl, `guanxi_timing_${process.pid}`);
  try {
    const suite = await openSuite(product);
    let held = true;
    for (const field of Object.keys(ASKED) as Field[]) {
      const auc = await aucOf(suite, field, seed);
      say(`timing of ${field}: ${SAMPLES} unseen and ${SAMPLES} missing records, AUC ${auc.toFixed(3)}`);
      held &&= Math.max(auc, 1 - auc) < MOST_AUC;
    }
    return held;
  } finally {
    await product.stop();
  }
}

/** The chance that an unseen record takes longer than a missing one; equal times count half. */
async function aucOf(suite: Suite, field: Field, seed: number): Promise<number> {
  const { caller, unseen } = await somebody(suite, field, seed);
  const chance = new Chance(seed);
  const missing = unseen.map((id) => (BigInt(id) + 500_000_000n).toString());
  const times: { readonly ms: number; readonly unseen: boolean }[] = [];
  for (let i = -WARMING; i < 2 * SAMPLES; i++) {
    const hidden = i < 0 ? i % 2 === 0 : i % 2 === Math.floor(i / 2) % 2;
    const ms = await timed(caller, field, chance.pick(hidden ? unseen : missing));
    if (i >= 0) times.push({ ms, unseen: hidden });
  }
  return rankShare(times);
}

async function timed(caller: Caller, field: Field, id: string): Promise<number> {
  const began = performance.now();
  const { errors } = await caller.ask(`query($id: ID!) { ${field}(id: $id) { id } }`, { id });
  const ms = performance.now() - began;
  if (errors?.[0]?.extensions.code !== 'NOT_FOUND') throw new Error(`${field} ${id} was not refused.`);
  return ms;
}

/** Somebody who reads the kind and does not see some of its records; worlds are drawn until there is one. */
async function somebody(suite: Suite, field: Field, seed: number): Promise<{ caller: Caller; unseen: string[] }> {
  for (let i = 0; i < MOST_WORLDS; i++) {
    const world = drawWorld(seed + i, suite.features);
    const oracle = new Oracle(world, new Date().toISOString());
    for (const person of rowsOf(world, 'Person')) {
      const unseen = unseenBy(oracle, person, ASKED[field]);
      if (!oracle.holds(person, `${field}.read`) || unseen.length === 0) continue;
      await insertWorld(suite.product, world, suite.features);
      return { caller: new Caller(suite.product, await tokenFor(person.id, sessionOf(world, person))), unseen };
    }
  }
  throw new Error(`Nobody reads ${field} without seeing everything.`);
}

function unseenBy(oracle: Oracle, person: Row, type: string): string[] {
  const sight = new Sight(oracle, person);
  const rows = rowsOf(oracle.world, type).filter((row) => row['deleted_at'] === null);
  return rows.map(({ id }) => id).filter((id) => !sight.sees(type, id));
}

function sessionOf(world: World, { id }: Row): string {
  return world.sessions.find((session) => session['person_id'] === id)!.id;
}

/** Mann and Whitney: the mean rank of the unseen among all. */
function rankShare(times: readonly { readonly ms: number; readonly unseen: boolean }[]): number {
  const sorted = [...times].sort((a, b) => a.ms - b.ms);
  let sum = 0;
  for (let i = 0; i < sorted.length;) {
    let end = i;
    while (end < sorted.length && sorted[end]!.ms === sorted[i]!.ms) end++;
    const rank = (i + 1 + end) / 2;
    sum += rank * sorted.slice(i, end).filter(({ unseen }) => unseen).length;
    i = end;
  }
  const hidden = times.filter(({ unseen }) => unseen).length;
  return (sum - (hidden * (hidden + 1)) / 2) / (hidden * (times.length - hidden));
}

import { runWorld } from '../run/run-world.js';
import { inTurns, withLanes } from '../run/lanes.js';
import type { Suite } from '../run/suite.js';
import { drawWorld } from '../world/draw-world.js';
import { MutatedBuild } from './mutated-build.js';
import type { Mutant } from './mutant.js';
import { MUTANTS } from './patches.js';

/** Worlds that a mutant may live through before it counts as alive. */
const MOST_WORLDS = 25;

/** How one mutant ended. */
export interface Kill {
  readonly mutant: Mutant;
  /** What noticed it; null: nothing did. */
  readonly noticed: string | null;
  readonly worlds: number;
}

/** Switches each rule of the product off, one at a time on each lane, and draws worlds until an answer differs. */
export async function killMutants(
  dist: string,
  serverUrl: string,
  seed: number,
  say: (line: string) => void,
): Promise<Kill[]> {
  const build = MutatedBuild.make(dist);
  try {
    return await withLanes({ dist: build.dist, serverUrl, name: 'guanxi_mutants' }, async (lanes) => {
      await Promise.all(lanes.map((lane) => mustBeWell(lane, seed)));
      const kills: Kill[] = [];
      await inTurns(lanes, MUTANTS, async (lane, mutant) => {
        const kill = await killOne(lane, mutant, seed);
        kills.push(kill);
        const how = kill.noticed === null ? 'ALIVE' : `killed by ${kill.noticed}`;
        say(`mutant ${mutant.name}: ${how} (${kill.worlds} worlds)`);
      });
      return kills;
    });
  } finally {
    build.remove();
  }
}

/** Without a mutant the copy answers as the product does. */
async function mustBeWell(suite: Suite, seed: number): Promise<void> {
  await runWorld(suite, drawWorld(seed, suite.features), { pairs: 0, parts: ['reads', 'writes'] });
  const [difference] = suite.differences;
  if (difference)
    throw new Error(`The copy for mutants answers otherwise than the oracle: ${JSON.stringify(difference)}`);
}

async function killOne(suite: Suite, mutant: Mutant, seed: number): Promise<Kill> {
  await suite.product.control('mutant', mutant.name);
  try {
    for (let worlds = 1; worlds <= MOST_WORLDS; worlds++) {
      const world = drawWorld(seed + worlds, suite.features);
      await runWorld(suite, world, { pairs: 0, parts: [mutant.seenBy], stopAtFirst: true });
      const [difference] = suite.differences.splice(0);
      if (difference) return { mutant, noticed: difference.what, worlds };
    }
    return { mutant, noticed: null, worlds: MOST_WORLDS };
  } finally {
    await suite.product.control('mutant', null);
  }
}

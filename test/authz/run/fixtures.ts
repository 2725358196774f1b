import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Difference } from '../drivers/comparison.js';
import { recordVersions } from '../world/past.js';
import { type Features, versionsOf, type World } from '../world/rows.js';

const FOLDER = join('test', 'authz', 'fixtures');
const MOST_SHOWN = 10;

interface Fixture {
  readonly world: World;
  readonly differences: readonly Difference[];
}

/** Keeps a world in which the product answered otherwise than the oracle; every later run begins with it. Answers where. */
export function keepWorld(world: World, differences: readonly Difference[]): string {
  const path = join(FOLDER, `${world.seed}.world`);
  const fixture: Fixture = { world, differences: differences.slice(0, MOST_SHOWN) };
  writeFileSync(path, `${JSON.stringify(fixture)}\n`);
  return path;
}

/** Names of the worlds that were kept. */
export function keptSeeds(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.world'))
    .sort();
}

/** A world that was kept, with the stages of the product under test; those kept before there were versions have one of each record. */
export function keptWorld(name: string, { stages }: Features): World {
  const kept = JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Fixture;
  const world: World = { ...kept.world, asking: kept.world.asking ?? [], versions: kept.world.versions ?? {} };
  for (const type of ['Opportunity', 'StageEntry'])
    for (const row of [...(world.rows[type] ?? []), ...versionsOf(world, type)])
      row['stage_model_id'] = stages[0]?.modelId ?? null;
  recordVersions(world);
  return world;
}

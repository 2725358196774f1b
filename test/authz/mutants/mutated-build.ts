import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Mutant } from './mutant.js';
import { MUTANTS } from './patches.js';

/** What the product remembers from one question to the next would outlive a mutant; the copy forgets it. */
const MEMORIES = [
  {
    name: 'kinds at a moment',
    file: 'kernel/access/kind-at.js',
    find: 'known?.moment === at.getTime()',
    replace: 'false',
  },
];

/** A copy of the build in which every mutant stands beside the original, and none is switched on. */
export class MutatedBuild {
  private constructor(private readonly home: string) {}

  get dist(): string {
    return join(this.home, 'dist');
  }

  /** Throws when a mutant finds its place no more: then the table needs its new place. */
  static make(dist: string): MutatedBuild {
    const home = mkdtempSync(join(tmpdir(), 'guanxi-mutants-'));
    cpSync(dist, join(home, 'dist'), { recursive: true });
    cpSync('package.json', join(home, 'package.json'));
    symlinkSync(join(process.cwd(), 'node_modules'), join(home, 'node_modules'));
    const build = new MutatedBuild(home);
    // The last place first, so that the places before it keep their number.
    for (const memory of MEMORIES) build.patch(memory);
    for (const mutant of [...MUTANTS].sort((a, b) => (b.at ?? 0) - (a.at ?? 0))) build.patch(mutant);
    return build;
  }

  private patch({ name, file, find, replace, at = 0 }: Omit<Mutant, 'seenBy'>): void {
    const path = join(this.dist, 'src', file);
    const text = readFileSync(path, 'utf8');
    const place = placeOf(text, find, at);
    if (place < 0) throw new Error(`The mutant "${name}" finds its place ${at} in ${file} no more: ${find}`);
    const on = `(globalThis.__authzMutant === ${JSON.stringify(name)} && (globalThis.__authzMutantMet = (globalThis.__authzMutantMet ?? 0) + 1) > 0)`;
    const patched = replace.replace(/\bON\b/g, on);
    writeFileSync(path, text.slice(0, place) + patched + text.slice(place + find.length));
  }

  remove(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}

function placeOf(text: string, find: string, at: number): number {
  let place = text.indexOf(find);
  for (let i = 0; i < at && place >= 0; i++) place = text.indexOf(find, place + 1);
  return place;
}

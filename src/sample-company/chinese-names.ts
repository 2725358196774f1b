import { pinyin } from 'pinyin-pro';
import type { PeopleLists } from './sample-files.js';
import { SeededRandom } from './seeded-random.js';

/** A made-up Chinese person's name, always the same for the same seed; names in `taken` are passed over and the result is added to it. */
export function chineseName(lists: PeopleLists, seed: string, taken: Set<string>): string {
  const random = new SeededRandom(`name:${seed}`);
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    const name = random.pick(lists.surnames) + random.pick(lists.givenNames);
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
  throw new RangeError(`no free name left for ${seed}`);
}

/** The syllables of a Chinese name in plain letters, surname first: 王志远 → wang, zhi, yuan. */
export function pinyinSyllables(name: string): string[] {
  return pinyin(name, { toneType: 'none', type: 'array', surname: 'head', v: true });
}

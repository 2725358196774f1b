import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Customer } from '../../src/modules/customers/domain/customer.js';
import { searchTextOf } from '../../src/kernel/lists/search-index.js';
import {
  foldText,
  gramsOf,
  gramsOfTerm,
  joinSearchParts,
  phoneDigits,
  pinyinInitials,
  PART_START,
} from '../../src/kernel/lists/search-text.js';
import { addAll, allPages } from './support/customer-lists.js';
import { viewer } from './support/people.js';
import { Chance, seedFor } from './support/seeds.js';
import { type Instance, TestKernel } from './support/test-kernel.js';

let kernel: TestKernel;
let one: Instance;
let texts: { id: string; search_text: string; name: string; phone: string | null }[];
const alice = viewer('7');
const seed = seedFor('search');
const chance = new Chance(seed);

const HAN = [...'华夏长江黄河联合创新电子机械贸易信息技术东方南北新重行乐单曾国际控股𠮷'];
const TAILS = ['有限公司', '股份有限公司', '科技有限公司', '集团', '', ' (上海)', '（北京）'];
const LATIN = ['GTX', 'ａｂｃ', 'Ab12', 'é', '', '', 'X-Ray 9', '１２３'];

function name(): string {
  const core = Array.from({ length: 2 + chance.below(4) }, () => chance.oneOf(HAN)).join('');
  return `${chance.oneOf(LATIN)}${core}${chance.oneOf(LATIN)}${chance.oneOf(TAILS)}`.trim();
}

function phone(): string {
  const digits = `1${Array.from({ length: 10 }, () => chance.below(10)).join('')}`;
  return chance.oneOf([
    digits,
    `+86 ${digits}`,
    `0086-${digits}`,
    `${digits.slice(0, 3)} ${digits.slice(3, 7)} ${digits.slice(7)}`,
    `０２１－${digits.slice(0, 8)}`,
  ]);
}

beforeAll(async () => {
  kernel = await TestKernel.open();
  one = kernel.instance();
  for (let round = 0; round < 3; round++)
    await addAll(
      one,
      Array.from({ length: 80 }, () => ({ name: name(), phone: phone() })),
    );
  texts = await kernel.sql('SELECT id, search_text, name, phone FROM customer');
});
afterAll(() => kernel.close());

async function found(term: string): Promise<string[]> {
  const ids: string[] = [];
  const { rows } = await allPages(one, alice, { first: 100, filter: { search: term } });
  for (const { id } of rows) ids.push(id);
  return ids.sort();
}

/** What the words of a term find, each anywhere in the text; a telephone number as it is written is one word of digits. */
const like = (term: string): string[] =>
  texts
    .filter(({ search_text: text }) => wordsOf(term).every((word) => text.includes(word)))
    .map(({ id }) => id)
    .sort();

function wordsOf(term: string): string[] {
  const folded = foldText(term);
  const isPhone = /^[+\d\s()./-]+$/.test(folded) && folded.replace(/\D/g, '').length >= 3;
  return isPhone ? [phoneDigits(folded)] : folded.split(/\s+/);
}

/** The Chinese characters of a name; its first two stand side by side, in its core. */
const hanOf = (name: string): string[] => [...name].filter((character) => /\p{Script=Han}/u.test(character));

/** A piece of a text, of that many characters. */
function piece(text: string, length: number): string {
  const characters = [...text];
  const from = chance.below(Math.max(characters.length - length, 0) + 1);
  return characters.slice(from, from + length).join('');
}

/** The same text as somebody might type it: full width, upper case, with a blank around it. */
function typed(term: string): string {
  const wide = term.replace(/[!-~]/g, (character) => String.fromCodePoint(character.codePointAt(0)! + 0xfee0));
  return chance.oneOf([term, term.toUpperCase(), wide, ` ${term} `]);
}

test('keyword search finds exactly what LIKE over the search text finds, for pieces of random names and phones', async () => {
  let hits = 0;
  for (let round = 0; round < 250; round++) {
    const { search_text: text } = texts[chance.below(texts.length)]!;
    const lines = text.split('\n').filter((line) => !line.startsWith(PART_START));
    const term = typed(piece(chance.oneOf(lines), 1 + chance.below(6)));
    if (foldText(term) === '') continue;
    const ids = await found(term);
    expect([term, ids]).toEqual([term, like(term)]);
    hits += ids.length;
  }
  expect(hits).toBeGreaterThan(250);
}, 120_000);

test('two Chinese characters, pinyin initials and a piece of a phone find the customer', async () => {
  for (let round = 0; round < 40; round++) {
    const { id, name: full, phone: number } = texts[chance.below(texts.length)]!;
    expect(await found(hanOf(full).slice(0, 2).join(''))).toContain(id);
    expect(await found(pinyinInitials(full).slice(0, 5))).toContain(id);
    expect(await found(piece(phoneDigits(foldText(number!)), 4))).toContain(id);
  }
});

test('a telephone number is found as people write it, and several words must all be there', async () => {
  const { id, name: full, phone: number } = texts.find(({ phone: given }) => given !== null)!;
  const digits = phoneDigits(foldText(number!));
  const core = hanOf(full).slice(0, 2).join('');
  for (const written of [
    digits.replace(/^(.{3})(.{4})/, '$1 $2 '),
    `+86 ${digits}`,
    digits.slice(2, 8).replace(/^(..)/, '$1-'),
  ])
    expect([written, await found(written)]).toEqual([written, like(written)]);
  expect(await found(`+86 ${digits}`)).toContain(id);
  expect(await found(`${digits.slice(0, 5)} ${core}`)).toContain(id);
  expect(await found(`${core} 不在此处`)).toEqual([]);
});

test('words that are in every name are still found, though the index leaves them out', async () => {
  for (const term of ['有限', '公司', '有限公司', '股份有限公司', '集团'])
    expect([term, await found(term)]).toEqual([term, like(term)]);
  expect(gramsOfTerm('有限公司')).toEqual([]);
});

test('what the index holds is what the search texts say and ever said', async () => {
  for (const { id } of texts.slice(0, 20))
    await one.unitOfWork.run({ actor: null, action: 'test' }, async (work) => {
      const record = (await work.fetchUnscoped(Customer, id))!;
      record.name = name();
      work.save(record);
      if (chance.onceIn(4)) work.remove(record);
      return null;
    });
  const versions = await kernel.sql<{ id: string; search_text: string }>(
    'SELECT id, search_text FROM customer_history',
  );
  const wanted = new Set(
    versions.flatMap(({ id, search_text: text }) => [...gramsOf(text)].map((gram) => `${id} ${gram}`)),
  );
  const held = await kernel.sql<{ record_id: string; gram: string }>('SELECT record_id, gram FROM search_gram');
  expect(held.map((row) => `${row.record_id} ${row.gram}`).sort()).toEqual([...wanted].sort());
  expect(held.every(({ gram }) => gram.length <= 16)).toBe(true);
});

test('a search text never ends in half a character', () => {
  const record = Object.assign(new Customer(), {
    name: '𠮷'.repeat(600),
    shortName: `国${'𠮷'.repeat(600)}`,
    phone: null,
    creditCode: null,
  });
  expect([...joinSearchParts(record.searchParts())].length).toBeGreaterThan(1000);
  expect(searchTextOf(record)).not.toMatch(/\p{Surrogate}/u);
  expect(foldText('A\ud800B')).toBe('a\ufffdb');
});

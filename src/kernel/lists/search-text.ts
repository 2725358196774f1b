import { createRequire } from 'node:module';

/** Pinyin with its dictionary, loaded at the first Chinese text: a start, which indexes nothing, does not wait for it. */
const pinyinLibrary = lazily(() => createRequire(import.meta.url)('pinyin-pro') as typeof import('pinyin-pro'));

/** Pairs so common in company names that they find nothing; they are left out of the index. */
const COMMON = new Set(['有限', '限公', '公司', '股份', '份有', '责任', '集团', '科技', '技有']);
const HAN = /\p{Script=Han}/u;

/** Folds full-width to half-width and to lower case, so that one spelling finds the other; halves of characters become what the database keeps of them. */
export function foldText(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .normalize('NFKC')
    .toLowerCase()
    .trim();
}

/** Pinyin initials of the Han characters, other letters and digits kept: 华夏 GTX → `hxgtx`. */
export function pinyinInitials(text: string): string {
  if (!HAN.test(text)) return '';
  return pinyinLibrary()
    .pinyin(foldText(text), { pattern: 'first', toneType: 'none', type: 'array' })
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

function lazily<T>(make: () => T): () => T {
  let made: T | null = null;
  return () => (made ??= make());
}

/** Digits of a phone number, without the country code of China. */
export function phoneDigits(phone: string): string {
  const folded = foldText(phone);
  const digits = folded.replace(/\D/g, '');
  return digits.replace(/^\+\s*86/.test(folded) ? /^86/ : /^0086|^86(?=1\d{10}$)/, '');
}

/** What one column of a record adds to its search text: the value and other ways to write it. */
export interface SearchPart {
  readonly column: string;
  readonly texts: readonly (string | null | undefined)[];
}

/** Begins the part of a column; a character that no text of ours holds. */
export const PART_START = '\u001f';
const PRIVATE_USE = 0xe000;

/** The line that begins the part of a column: its name in characters of private use, so that no keyword finds it. */
export function partMark(column: string): string {
  return PART_START + [...column].map((letter) => String.fromCodePoint(PRIVATE_USE + letter.codePointAt(0)!)).join('');
}

/** The text that a record is found by: per column a mark and each text on its own line, folded. */
export function joinSearchParts(parts: readonly SearchPart[]): string {
  return parts
    .map(({ column, texts }) => ({ column, lines: new Set(texts.map((text) => foldText(text ?? ''))) }))
    .map(({ column, lines }) => [partMark(column), ...[...lines].filter((line) => line !== '')])
    .filter((lines) => lines.length > 1)
    .map((lines) => lines.join('\n'))
    .join('\n');
}

/** Grams of an indexed text: Han pairs; letter pairs and triples; digit triples. Each as an ASCII word. */
export function gramsOf(searchText: string): Set<string> {
  const grams = new Set<string>();
  for (const line of searchText.split('\n')) {
    if (line.startsWith(PART_START)) continue;
    const characters = [...line];
    for (let i = 0; i + 1 < characters.length; i++) {
      const pair = characters[i]! + characters[i + 1]!;
      if (pairCounts(pair)) grams.add(asciiWord(pair));
      const third = characters[i + 2];
      if (third !== undefined && /^[a-z0-9]{3}$/.test(pair + third)) grams.add(asciiWord(pair + third));
    }
  }
  return grams;
}

const MOST_WORDS = 4;
/** How people write a telephone number; a part of one holds three digits or more. */
const PHONE_PART = /^\+?(?:[\s()./-]*\d){3,}[\s()./-]*$/;

/** The words that a record must all have, folded; a telephone number as it is written is one word of digits. */
export function searchWords(term: string): string[] {
  const folded = foldText(term);
  if (PHONE_PART.test(folded)) return [phoneDigits(folded)];
  return folded.split(/\s+/).slice(0, MOST_WORDS);
}

/** Grams that every match of the term must have, rarest kinds first; none when the term is too short or too common for the index. */
export function gramsOfTerm(term: string): string[] {
  const folded = foldText(term);
  const ascii = /^[a-z0-9]+$/.test(folded);
  const words = new Set<string>();
  const characters = [...folded];
  const width = ascii && characters.length >= 3 ? 3 : 2;
  for (let i = 0; i + width <= characters.length; i++) {
    const gram = characters.slice(i, i + width).join('');
    if (width === 3 || pairCounts(gram)) words.add(asciiWord(gram));
  }
  return [...words].slice(0, 6);
}

function pairCounts(pair: string): boolean {
  if (COMMON.has(pair) || /\s/.test(pair)) return false;
  return !/^\d\d$/.test(pair);
}

/** ASCII stays as it is; everything else as hexadecimal code points, so that every engine and collation compares it alike. */
function asciiWord(gram: string): string {
  if (/^[a-z0-9]+$/.test(gram)) return gram;
  return [...gram].map((character) => character.codePointAt(0)!.toString(16)).join('_');
}

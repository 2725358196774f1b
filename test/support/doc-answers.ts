import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';

/** Stands for what is left out: further elements of a list, the rest of a text. */
const MORE = '…';
const MOST_ELEMENTS = 2;
const LONGEST_TEXT = 160;
/** Texts without a space are tokens and cursors, which say nothing to a reader. */
const LONGEST_WORD = 40;
const ENUM_NAME = /^[A-Z][A-Z0-9_]*$/;

/** An answer as a page shows it: lists and texts cut short, with `…` where something is left out. */
export function shortened(value: unknown): unknown {
  if (typeof value === 'string') return shortText(value);
  if (Array.isArray(value)) {
    const isRow =
      value.every((cell) => typeof cell !== 'object' || cell === null) && value.some((cell) => !isName(cell));
    if (isRow || value.length <= MOST_ELEMENTS) return value.map(shortened);
    return [...value.slice(0, MOST_ELEMENTS).map(shortened), MORE];
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, shortened(held)]));
}

function shortText(text: string): string {
  const longest = /^[\w.=+/-]+$/.test(text) ? LONGEST_WORD : LONGEST_TEXT;
  return text.length > longest ? `${text.slice(0, longest).trimEnd()}${MORE}` : text;
}

function isName(cell: unknown): boolean {
  return typeof cell === 'string' && /^[\w.]+$/.test(cell) && !/^\d/.test(cell);
}

/**
 * Where an answer is not of the shape that a page shows: other keys, other types, fewer elements, a text where an enum value was.
 * Values themselves may differ, since ids, days and figures do from one day to the next.
 */
export function unlikeShown(shown: unknown, actual: unknown, path = 'data'): string[] {
  if (shown === MORE || shown === null || actual === null) return [];
  if (Array.isArray(shown)) {
    if (!Array.isArray(actual)) return [`${path} is no list`];
    const wanted = shown.at(-1) === MORE ? shown.slice(0, -1) : shown;
    if (actual.length < Math.min(wanted.length, 1)) return [`${path} is empty`];
    return wanted.slice(0, actual.length).flatMap((one, i) => unlikeShown(one, actual[i], `${path}.${i}`));
  }
  if (typeof shown === 'object') {
    if (typeof actual !== 'object' || Array.isArray(actual)) return [`${path} is no object`];
    const [left, right] = [Object.keys(shown).sort().join(), Object.keys(actual).sort().join()];
    if (left !== right) return [`${path} has ${right}, the page shows ${left}`];
    return Object.entries(shown).flatMap(([key, one]) =>
      unlikeShown(one, (actual as Record<string, unknown>)[key], `${path}.${key}`),
    );
  }
  if (typeof shown !== typeof actual) return [`${path} is a ${typeof actual}, the page shows a ${typeof shown}`];
  if (ENUM_NAME.test(String(shown)) && !ENUM_NAME.test(String(actual))) return [`${path} is no enum value`];
  return [];
}

/** Puts the answer behind the query that starts on that line of a page, in place of the one shown before. */
export async function writeAnswer(page: string, query: string, answer: unknown): Promise<void> {
  const text = readFileSync(page, 'utf8');
  const end = text.indexOf('```', text.indexOf(query)) + '```\n'.length;
  const rest = text.slice(end);
  const variables = /^\n```json variables\n[\s\S]*?```\n/.exec(rest)?.[0] ?? '';
  const after = rest.slice(variables.length).replace(/^\n```json answer\n[\s\S]*?```\n/, '');
  const block = `\n\`\`\`json answer\n${JSON.stringify(shortened(answer), null, 2)}\n\`\`\`\n`;
  const options = { ...(await resolveConfig(page)), parser: 'markdown' };
  writeFileSync(page, await format(text.slice(0, end) + variables + block + after, options));
}

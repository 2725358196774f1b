import { isDeepStrictEqual } from 'node:util';
import { type DocumentNode, parse } from 'graphql';
import type { Coverage } from '../coverage/coverage.js';
import { answer, type Expected } from '../model/answer.js';
import type { Asked } from '../model/asked.js';
import { type Answer, Caller } from '../support/caller.js';

/** Where the product answered otherwise than the oracle. */
export interface Difference {
  readonly seed: number;
  readonly what: string;
  readonly asker: string;
  readonly document: string;
  readonly variables: unknown;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** Where differences are noted, and whether the first one is enough. */
export interface Differences {
  readonly found: Difference[];
  readonly stopAtFirst: boolean;
}

/** Ends a world of which one difference is enough. */
export class FirstDifference extends Error {}

/** One question with what was answered, to be asked again. */
export interface Told {
  readonly document: string;
  readonly variables: Record<string, unknown>;
  readonly answer: string;
}

/** Words that are told or not; which ones, other specs show. */
const WORDS = new Set(['body', 'label', 'reasonText', 'title']);
/** Lists whose order says nothing. */
const UNORDERED = new Set(['changes', 'counts', 'fieldRules', 'grants', 'kinds', 'personIds', 'shares', 'steps']);
const CURSORS = new Set(['cursor', 'endCursor']);
/** A hand-over is of everything that the leaver holds, and its preview counts all of it, seen or not. */
const BEYOND_SIGHT = /\bhandoverPreview\b/;
const documents = new Map<string, DocumentNode>();

/** Compares answers of one asker with what the oracle's sets lead to, and keeps count. */
export class Comparison {
  readonly told: Told[] = [];
  compared = 0;

  constructor(
    readonly asked: Asked,
    readonly caller: Caller,
    private readonly coverage: Coverage,
    private readonly differences: Differences,
  ) {}

  /** Asks, compares, and notes a difference. `modelVariables` are those of the model where cursors differ. */
  async ask(
    document: string,
    variables: Record<string, unknown> = {},
    modelVariables: Record<string, unknown> = variables,
  ): Promise<{ answer: Answer; expected: Expected }> {
    if (this.differences.stopAtFirst && this.differences.found.length > 0) throw new FirstDifference();
    const parsed = documents.get(document) ?? parse(document);
    const expected = answer(this.asked, parsed, modelVariables);
    const given = await this.caller.ask(document, variables);
    if (!BEYOND_SIGHT.test(document)) this.told.push({ document, variables, answer: JSON.stringify(given) });
    // What was refused leads nowhere; a path counts when it was answered.
    if (expected.code === null) this.coverage.record(parsed, variables);
    this.check('answer', { document, variables }, shown(expected), shownAnswer(given));
    return { answer: given, expected };
  }

  /** Notes a difference unless both are the same. */
  check(what: string, asked: { document: string; variables: unknown }, expected: unknown, actual: unknown): boolean {
    this.compared += 1;
    if (isDeepStrictEqual(expected, actual)) return true;
    const { oracle, person } = this.asked.sight;
    this.differences.found.push({
      seed: oracle.world.seed,
      what,
      asker: `${String(person['login'])} ${person.id}`,
      ...asked,
      ...firstDifference(expected, actual),
    });
    if (this.differences.stopAtFirst) throw new FirstDifference();
    return false;
  }
}

function shown({ data, code }: Expected): unknown {
  return { code, data: normal(data) };
}

function shownAnswer(answer: Answer): unknown {
  return { code: Caller.codeOf(answer), data: normal(answer.data) };
}

/** Cursors and words only as told or not; fractions to six digits. */
export function normal(value: unknown, name = ''): unknown {
  if (value === null || value === undefined) return null;
  if (CURSORS.has(name)) return 'cursor';
  if (WORDS.has(name) && typeof value === 'string') return 'told';
  if (typeof value === 'number') return Math.round(value * 1e6) / 1e6;
  if (Array.isArray(value)) {
    const all = value.map((one) => normal(one));
    return UNORDERED.has(name) ? all.map((one) => JSON.stringify(one)).sort() : all;
  }
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, normal(one, key)]));
}

/** The smallest parts that differ, so that a report of a difference can be read. */
function firstDifference(expected: unknown, actual: unknown, path = ''): { expected: unknown; actual: unknown } {
  const [left, right] = [expected, actual];
  if (typeof left === 'object' && typeof right === 'object' && left && right) {
    const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
    for (const key of keys) {
      const [a, b] = [(left as Record<string, unknown>)[key], (right as Record<string, unknown>)[key]];
      if (!isDeepStrictEqual(a, b)) return firstDifference(a, b, `${path}.${key}`);
    }
  }
  return { expected: { path, value: left }, actual: { path, value: right } };
}

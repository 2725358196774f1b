import { openSync, readSync, closeSync, fstatSync } from 'node:fs';

/** The beginning of an entry in MariaDB's general log. */
const ENTRY = /^(?:\d{6} +\d{1,2}:\d\d:\d\d)?\t+ *\d+ (Query|Prepare|Execute|Connect|Quit|Init DB|[A-Z][\w ]*)\t/gm;

/** Reads what a general log has got since the last reading, statement by statement. */
export class StatementLog {
  #file;
  #at = 0;

  constructor(path) {
    this.#file = openSync(path, 'r');
    this.#at = fstatSync(this.#file).size;
  }

  /** Texts of the statements since the last call. */
  read() {
    const { size } = fstatSync(this.#file);
    const bytes = Buffer.alloc(size - this.#at);
    readSync(this.#file, bytes, 0, bytes.length, this.#at);
    this.#at = size;
    return statementsIn(bytes.toString('utf8'));
  }

  close() {
    closeSync(this.#file);
  }
}

/** The statements of a piece of a general log. */
export function statementsIn(text) {
  const begins = [...text.matchAll(ENTRY)];
  return begins
    .map(({ 0: head, 1: command, index }, n) => ({
      command,
      text: text.slice(index + head.length, begins[n + 1]?.index).trimEnd(),
    }))
    .filter(({ command }) => ['Query', 'Prepare', 'Execute'].includes(command))
    .map(({ text: statement }) => statement);
}

const LITERAL = /'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*"/g;

/** A search asks for each word, by its pieces if it has any; how many words and pieces there are is no matter of form. */
const PIECES = /\(\w+\.id IN \(SELECT g\d+\.record_id FROM search_gram [^()]*\) AND (\w+\.search_text LIKE \?)\)/g;
const WORDS = /(\w+\.search_text LIKE \?)(?: AND \1)+/g;

/** A statement without its values: every literal is `?`, every number 0, lists of either are one. */
export function skeletonOf(statement) {
  return statement
    .replace(LITERAL, '?')
    .replace(PIECES, '$1')
    .replace(WORDS, '$1')
    .replace(/\b\d+(?:\.\d+)?(?:e[+-]?\d+)?\b/gi, '0')
    .replace(/\s+/g, ' ')
    .replace(/\?(?:, ?\?)+/g, '?')
    .replace(/\(\?\)(?:, ?\(\?\))+/g, '(?)');
}

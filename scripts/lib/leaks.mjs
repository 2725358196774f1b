import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';

const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** What tells of the inside, and what it looks like. */
const INSIDE = [
  [
    'SQL',
    /\bSELECT\s[^"]{1,200}?\sFROM\s|\bINSERT INTO\b|\bUPDATE `?\w+`? SET\b|\bDELETE FROM\b|\bSTART TRANSACTION\b|SQL syntax|Unknown column|Duplicate entry/,
  ],
  [
    'a stack',
    /\bat (?:async )?[\w$.<>[\] ]{1,80}\((?:file:|node:|\/)|\bat (?:async )?(?:file|node):|\.[cm]?[jt]s:\d+:\d+|stacktrace/,
  ],
  [
    'a path',
    new RegExp(`${escaped(ROOT)}|node_modules|file://|/dist/|(?<![\\w.])/(?:src|home|root|usr|var|etc|tmp)/\\w`),
  ],
  [
    'a driver',
    // As the drivers write them: digests, tokens and cursors have such letters by chance, in any case and within words.
    /\bER_[A-Z]{2}[A-Z_]{2}|\bE(?:CONN|PIPE|NOTFOUND|TIMEDOUT|ACCES|NOENT)\w*|PROTOCOL_[A-Z]|sqlState|sqlMessage|\berrno\b|QueryFailedError|\b(?:mysql|MySQL|mariadb|MariaDB|typeorm|TypeORM)/,
  ],
];

/** What no log may hold, whoever typed it. */
const PRIVATE = [
  ['a token', /\beyJ[\w-]{8,}\.[\w-]+\.|\bBearer [\w-]{8,}/],
  ['a password hash', /\$argon2id\$|\$scrypt\$/],
  ['a telephone number', /(?<![\w.])1[3-9]\d{9}(?![\w.])/],
  ['an e-mail address', /[\w.+-]+@[\w-]+\.[a-z]{2,}/i],
];

/** Fields whose values are secrets wherever they stand. */
const SECRET = /passw|token|secret/i;
const ISSUED = /"(\w*[tT]oken|secret|recoveryCodes)":\s*"([^"]{12,})"/g;
/** Names of permissions, columns and kinds, numbers and ids: the log speaks in them, too. */
const WORD = /^(?:[\w-]*[a-z][\w-]*(?:\.\w+)*|[A-Z_]+|[\d.:-]+)$/;
const LEAST_TEXT_BYTES = 6;
const LEAST_SECRET = 8;
const MOST_TOLD = 20;
const AROUND = 120;

/** The first part of a text that tells of the inside, as [what, part]; null when there is none. */
export function insideIn(text) {
  return firstOf(INSIDE, text);
}

/**
 * Searches what a run of the API specs left in a folder: answers for what tells of the inside and for passwords, logs and counters
 * for whatever somebody typed. Null when nothing was recorded.
 */
export function searchRecordings(folder) {
  const [answers, logs, inputLines] = ['answers-', ['log-', 'metrics-'], 'inputs-'].map((names) => read(folder, names));
  if (answers === '') return null;
  const inputs = inputLines
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const issued = [...answers.matchAll(ISSUED)].map(([, name, text]) => [name, text]);
  const findings = [
    ...all(INSIDE, answers).map((found) => `an answer tells of the inside: ${found}`),
    ...typed(inputs.filter(isPassword), answers).map((found) => `an answer has a password: ${found}`),
    ...all(PRIVATE, logs).map((found) => `the log has ${found}`),
    ...typed([...inputs.filter(isTelling), ...issued], logs).map((found) => `the log has what was typed: ${found}`),
  ];
  return {
    findings,
    answerBytes: Buffer.byteLength(answers),
    inputCount: inputs.length,
    logLines: logs.split('\n').length,
  };
}

function read(folder, names) {
  const files = readdirSync(folder).filter((name) => [names].flat().some((begin) => name.startsWith(begin)));
  return files
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path) && statSync(path).isFile())
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
}

const isPassword = ([name, text]) => /passw/i.test(name) && text.length >= LEAST_SECRET && !/^\d+$/.test(text);

/** A text that nobody but the one who typed it would use. */
function isTelling([name, text]) {
  return SECRET.test(name)
    ? text.length >= LEAST_SECRET
    : Buffer.byteLength(text) >= LEAST_TEXT_BYTES && !WORD.test(text);
}

function firstOf(patterns, text) {
  for (const [what, pattern] of patterns) {
    const part = pattern.exec(text)?.[0];
    if (part !== undefined) return [what, part];
  }
  return null;
}

/** Every place where one of the patterns fits, in words. */
function all(patterns, text) {
  return patterns.flatMap(([what, pattern]) =>
    [...text.matchAll(new RegExp(pattern.source, `${pattern.flags}g`))]
      .slice(0, MOST_TOLD)
      .map(({ index, 0: part }) => `${what} in: ${around(text, index, part.length)}`),
  );
}

/** Every typed text that is found, as a whole and as JSON writes it, in words. */
function typed(inputs, text) {
  const found = [];
  for (const [name, typedText] of inputs) {
    for (const written of new Set([typedText, JSON.stringify(typedText).slice(1, -1)])) {
      const at = placeOf(text, written);
      if (at >= 0) found.push(`${name} in: ${around(text, at, written.length)}`);
    }
    if (found.length >= MOST_TOLD) break;
  }
  return found;
}

function placeOf(text, part) {
  const isWithinWord = (at) => /\w/.test(text[at - 1] ?? '') || /\w/.test(text[at + part.length] ?? '');
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) if (!isWithinWord(at)) return at;
  return -1;
}

function around(text, at, length) {
  return JSON.stringify(text.slice(Math.max(0, at - AROUND), at + Math.min(length, AROUND) + AROUND));
}

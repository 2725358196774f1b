import type { Rule, Violation } from '../source/rule.js';
import type { SourceFile } from '../source/source-file.js';

const UNFINISHED = /\b(TODO|FIXME|HACK|XXX)\b/;
const SILENCED = /eslint-disable|@ts-(ignore|nocheck|expect-error)|prettier-ignore|istanbul ignore/;
const SKIPPED_TEST = /\b(describe|it|test)\.(skip|only|todo|failing)\b|\b(xit|xdescribe|xtest|fit|fdescribe)\s*\(/;
const MACHINE_PATH = /(?<![\w.:/-])\/(work|tmp|root|home\/\w+)\/|\.\.\/shared\/|\b[A-Z]:\\Users\\/;
const TOOL_WORDS = /\b(chatgpt|copilot|claude|anthropic|openai|large language model|as an ai)\b/i;
const TEXTS = /^(src|test|scripts|bench|docs|examples|samples)\/.*\.(ts|mjs|js|md|graphql)$|^[^/]+\.(ts|mjs|md)$/;
/** These files spell the words that they look for. */
const OWN_FILES = /^test\/architecture\//;

/** Nothing is left open or silenced, no test is skipped, and no text speaks of a machine's folders or of the tools that wrote it. */
export const comments: Rule = {
  name: 'comments',
  check: (files) => files.filter((file) => TEXTS.test(file.path) && !OWN_FILES.test(file.path)).flatMap(linesRefused),
};

function linesRefused(file: SourceFile): Violation[] {
  return file.text.split('\n').flatMap((text, index) => {
    const found = wordsRefused(text);
    return found.map((message) => ({ path: file.path, line: index + 1, message }));
  });
}

function wordsRefused(line: string): string[] {
  const match = (pattern: RegExp, what: string): string[] => {
    const hit = pattern.exec(line);
    return hit ? [`${what}: ${hit[0].trim()}`] : [];
  };
  return [
    ...match(UNFINISHED, 'unfinished work'),
    ...match(SILENCED, 'a silenced check'),
    ...match(SKIPPED_TEST, 'a test that does not run'),
    ...match(MACHINE_PATH, 'a path of one machine'),
    ...match(TOOL_WORDS, 'a word about tools'),
  ];
}

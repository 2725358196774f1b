import ts from 'typescript';
import type { Rule, Violation } from '../source/rule.js';
import { parsed, type ParsedFile, type SourceFile } from '../source/source-file.js';
import { nodesOf, violationAt } from '../source/syntax.js';

/** Lines, blank ones and comments included. */
const MOST = { file: 300, function: 60, median: 80 };

/** No file over 300 lines, no function of the product over 60, and half of the product's files within 80. */
export const sizeBudget: Rule = {
  name: 'size-budget',
  check: (files) => {
    const median = medianLines(files);
    return [
      ...files.filter((file) => /^(src|test|scripts|bench|examples)\//.test(file.path)).flatMap(tooLong),
      ...parsed(files, /^src\//).flatMap(longFunctions),
      ...(median > MOST.median
        ? [{ path: 'src', line: 0, message: `the median file has ${median} lines, more than ${MOST.median}` }]
        : []),
    ];
  },
};

/** Lines of the median file of the product, specs left out; 0 where there is none. */
export function medianLines(files: readonly SourceFile[]): number {
  const counts = parsed(files, /^src\//).map((file) => linesOf(file.text));
  return counts.sort((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0;
}

function tooLong(file: SourceFile): Violation[] {
  const lines = linesOf(file.text);
  if (!/\.(ts|mjs|js)$/.test(file.path) || /\bgenerated\b/.test(file.path) || lines <= MOST.file) return [];
  return [{ path: file.path, line: 0, message: `has ${lines} lines, more than ${MOST.file}` }];
}

function longFunctions(file: ParsedFile): Violation[] {
  return nodesOf(file.tree).flatMap((node) => {
    if (!ts.isFunctionLike(node)) return [];
    const lines = linesOf(node.getText(file.tree));
    return lines > MOST.function
      ? [violationAt(file, node, `a function of ${lines} lines, more than ${MOST.function}`)]
      : [];
  });
}

function linesOf(text: string): number {
  return text.trimEnd().split('\n').length;
}

import ts from 'typescript';
import { excepted, type Exception, type Rule, type Violation } from '../source/rule.js';
import { parsed } from '../source/source-file.js';
import { nodesOf, violationAt } from '../source/syntax.js';

const CLOCK: readonly Exception[] = [{ path: /^src\/kernel\/runtime\/clock\.ts$/, reason: 'is the clock' }];
const CHANCE: readonly Exception[] = [
  { path: /^src\/kernel\/[a-z]+\/[a-z-]*(retry|retries|backoff|jitter)[a-z-]*\.ts$/, reason: 'spreads repeated tries' },
];

const NOW = ['Date.now', 'DateTime.now', 'DateTime.utc', 'DateTime.local'];

/** "Now" comes from the clock, so that a test can fix it; chance only spreads repeated tries, never decides business. */
export const clockAndChance: Rule = {
  name: 'clock-and-chance',
  check: (files) =>
    parsed(files, /^src\//).flatMap((file) =>
      nodesOf(file.tree).flatMap((node): Violation[] => {
        const now = nowText(node);
        if (now && !excepted(CLOCK, file.path)) return [violationAt(file, node, `${now} outside the clock`)];
        if (!ts.isPropertyAccessExpression(node) || node.getText() !== 'Math.random') return [];
        return excepted(CHANCE, file.path) ? [] : [violationAt(file, node, 'Math.random outside the retry files')];
      }),
    ),
};

function nowText(node: ts.Node): string | null {
  if (ts.isNewExpression(node)) {
    const empty = (node.arguments?.length ?? 0) === 0;
    return empty && node.expression.getText() === 'Date' ? 'new Date()' : null;
  }
  if (ts.isCallExpression(node)) {
    const callee = node.expression.getText();
    return NOW.includes(callee) && node.arguments.length === 0 ? `${callee}()` : callee === 'Date' ? 'Date()' : null;
  }
  const passedOn =
    ts.isPropertyAccessExpression(node) && node.getText() === 'Date.now' && !ts.isCallExpression(node.parent);
  return passedOn ? 'Date.now' : null;
}

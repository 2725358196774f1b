import ts from 'typescript';
import type { Rule } from '../source/rule.js';
import { parsed } from '../source/source-file.js';
import { nodesOf, violationAt } from '../source/syntax.js';

/** The environment is read once and checked, in kernel/runtime; everybody else takes settings. */
export const environment: Rule = {
  name: 'environment',
  check: (files) =>
    parsed(files, /^src\/(?!kernel\/runtime\/)/).flatMap((file) =>
      nodesOf(file.tree)
        .filter(
          (node) =>
            ts.isPropertyAccessExpression(node) && node.name.text === 'env' && node.expression.getText() === 'process',
        )
        .map((node) => violationAt(file, node, 'process.env outside kernel/runtime')),
    ),
};

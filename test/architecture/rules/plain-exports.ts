import ts from 'typescript';
import { excepted, type Exception, type Rule, type Violation } from '../source/rule.js';
import { parsed } from '../source/source-file.js';
import { nodesOf, violationAt } from '../source/syntax.js';

const EXCEPTIONS: readonly Exception[] = [
  { path: /^ormconfig\.ts$/, reason: 'the TypeORM command line asks for a default export' },
];

/** Named exports only, and no `any`. */
export const plainExports: Rule = {
  name: 'plain-exports',
  check: (files) =>
    parsed(files, /^(src|test)\/|^ormconfig\.ts$/, true).flatMap((file) =>
      nodesOf(file.tree).flatMap((node): Violation[] => {
        if (node.kind === ts.SyntaxKind.AnyKeyword)
          return [violationAt(file, node, '`any` says nothing; name the type or take unknown')];
        if (excepted(EXCEPTIONS, file.path) || !isDefaultExport(node)) return [];
        return [violationAt(file, node, 'named exports only')];
      }),
    ),
};

function isDefaultExport(node: ts.Node): boolean {
  if (ts.isExportAssignment(node)) return true;
  if (ts.isExportSpecifier(node)) return node.name.text === 'default';
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((one) => one.kind === ts.SyntaxKind.DefaultKeyword)
  );
}

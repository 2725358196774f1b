import { posix } from 'node:path';
import ts from 'typescript';

/** One import or re-export of a file. */
export interface ImportLine {
  /** What stands between the quotes. */
  readonly specifier: string;
  /** The path inside the repository for a relative import, else null (a package). */
  readonly target: string | null;
  /** Names as they are called in the imported file; `*` for a namespace, `default` for a default import. */
  readonly names: readonly string[];
  readonly typeOnly: boolean;
  readonly line: number;
}

/** A file of the repository; paths are relative to its root and use forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** Null for everything that is not TypeScript or JavaScript. */
  readonly tree: ts.SourceFile | null;
  readonly imports: readonly ImportLine[];
}

/** A file that the compiler could parse. */
export interface ParsedFile extends SourceFile {
  readonly tree: ts.SourceFile;
}

const CODE = /\.(ts|mts|mjs|js)$/;

/** Parses one file; anything but code is kept as text. */
export function sourceFile(path: string, text: string): SourceFile {
  if (!CODE.test(path)) return { path, text, tree: null, imports: [] };
  const kind = path.endsWith('ts') ? ts.ScriptKind.TS : ts.ScriptKind.JS;
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
  return { path, text, tree, imports: importsOf(path, tree) };
}

/** Only the parsed TypeScript files, without specs unless asked for. */
export function parsed(files: readonly SourceFile[], within: RegExp, specs = false): ParsedFile[] {
  return files.filter(
    (file): file is ParsedFile =>
      file.tree !== null &&
      file.path.endsWith('.ts') &&
      within.test(file.path) &&
      (specs || !file.path.endsWith('.spec.ts')),
  );
}

function importsOf(path: string, tree: ts.SourceFile): ImportLine[] {
  const found: ImportLine[] = [];
  const add = (at: ts.Node, specifier: ts.Node | undefined, names: string[], typeOnly: boolean): void => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    const line = tree.getLineAndCharacterOfPosition(at.getStart(tree)).line + 1;
    found.push({ specifier: specifier.text, target: targetOf(path, specifier.text), names, typeOnly, line });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier, importedNames(node), isTypeOnlyImport(node));
    if (ts.isExportDeclaration(node)) add(node, node.moduleSpecifier, exportedNames(node), isTypeOnlyExport(node));
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node, node.arguments[0], ['*'], false);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function targetOf(path: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  return posix.normalize(posix.join(posix.dirname(path), specifier)).replace(/\.js$/, '.ts');
}

function importedNames(node: ts.ImportDeclaration): string[] {
  const clause = node.importClause;
  if (!clause) return [];
  const names = clause.name ? ['default'] : [];
  const bindings = clause.namedBindings;
  if (!bindings) return names;
  if (ts.isNamespaceImport(bindings)) return [...names, '*'];
  return [...names, ...bindings.elements.map((element) => (element.propertyName ?? element.name).text)];
}

function isTypeOnlyImport(node: ts.ImportDeclaration): boolean {
  const clause = node.importClause;
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const bindings = clause.namedBindings;
  if (clause.name || !bindings || !ts.isNamedImports(bindings)) return false;
  return bindings.elements.length > 0 && bindings.elements.every((element) => element.isTypeOnly);
}

function exportedNames(node: ts.ExportDeclaration): string[] {
  if (!node.exportClause || !ts.isNamedExports(node.exportClause)) return ['*'];
  return node.exportClause.elements.map((element) => (element.propertyName ?? element.name).text);
}

function isTypeOnlyExport(node: ts.ExportDeclaration): boolean {
  if (node.isTypeOnly) return true;
  const clause = node.exportClause;
  return clause !== undefined && ts.isNamedExports(clause) && clause.elements.every((element) => element.isTypeOnly);
}

import ts from 'typescript';
import type { ParsedFile, SourceFile } from './source-file.js';
import { nodesOf } from './syntax.js';

/** A string of the source; interpolations stand in the text as `${expression}`, or as their value where that is a known constant. */
export interface SqlText {
  readonly node: ts.Expression;
  readonly text: string;
}

/** Named string constants by name; a name with two meanings is left out. */
export type Constants = ReadonlyMap<string, string>;

const STATEMENT =
  /^[\s(]*(SELECT|INSERT|UPDATE|DELETE|REPLACE|WITH|CREATE|ALTER|DROP|RENAME|TRUNCATE|SET|LOCK|UNLOCK|XA|CALL|SAVEPOINT|ROLLBACK|RELEASE|SHOW|EXPLAIN|ANALYZE|LOAD)\s+\S/;
const CLAUSE =
  /\b(SELECT\s[\s\S]*\sFROM|FROM\s+[\w`$]+\s+(WHERE|JOIN|AS)|ORDER\s+BY|GROUP\s+BY|(INNER|LEFT)\s+JOIN|FOR\s+UPDATE|LIMIT\s+[?\d$]|VALUES\s*\(|WHERE\s+[\w.`]+\s*(=|<|>|IN\b|LIKE\b|IS\b))/;
const LOWER_CASE =
  /^\s*(select\s[\s\S]*\sfrom\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|create\s+table\s|alter\s+table\s)/;

/** Whether a string reads as a statement or a clause of SQL: keywords in capitals, or a whole statement in small letters. */
export function looksLikeSql(text: string): boolean {
  return STATEMENT.test(text) || CLAUSE.test(text) || LOWER_CASE.test(text);
}

/** All strings of a file, templates and concatenations taken as one. */
export function sqlTextsOf(file: ParsedFile, constants: Constants = new Map()): SqlText[] {
  return nodesOf(file.tree).flatMap((node): SqlText[] => {
    if (!ts.isExpression(node) || !isText(node) || isPartOfText(node) || isModuleName(node)) return [];
    return [{ node, text: textOf(node, constants) }];
  });
}

/** Top-level constants of the given files whose value is one string. */
export function constantsOf(files: readonly SourceFile[]): Constants {
  const found = new Map<string, Set<string>>();
  for (const file of files) {
    for (const statement of file.tree?.statements ?? []) {
      if (!ts.isVariableStatement(statement)) continue;
      for (const { name, initializer } of statement.declarationList.declarations) {
        if (!ts.isIdentifier(name) || !initializer || !isText(initializer)) continue;
        found.set(name.text, (found.get(name.text) ?? new Set()).add(textOf(initializer, new Map())));
      }
    }
  }
  return new Map([...found].flatMap(([name, values]) => (values.size === 1 ? [[name, String([...values][0])]] : [])));
}

/** The expressions that a text puts between its fixed parts. */
export function interpolationsOf(node: ts.Expression): ts.Expression[] {
  if (ts.isTemplateExpression(node)) return node.templateSpans.map((span) => span.expression);
  if (ts.isBinaryExpression(node))
    return [node.left, node.right].flatMap((side) => (isText(side) ? interpolationsOf(side) : [side]));
  return ts.isParenthesizedExpression(node) ? interpolationsOf(node.expression) : [];
}

/** A string, a template, or strings joined by `+`. */
export function isText(node: ts.Node): boolean {
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) return true;
  if (ts.isParenthesizedExpression(node)) return isText(node.expression);
  return (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.PlusToken &&
    (isText(node.left) || isText(node.right))
  );
}

function isPartOfText(node: ts.Node): boolean {
  return isText(node.parent) && !ts.isTemplateExpression(node.parent);
}

function isModuleName(node: ts.Node): boolean {
  return (
    ts.isImportDeclaration(node.parent) || ts.isExportDeclaration(node.parent) || ts.isLiteralTypeNode(node.parent)
  );
}

function textOf(node: ts.Expression, constants: Constants): string {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isParenthesizedExpression(node)) return textOf(node.expression, constants);
  if (ts.isTemplateExpression(node))
    return (
      node.head.text + node.templateSpans.map((span) => textOf(span.expression, constants) + span.literal.text).join('')
    );
  if (ts.isBinaryExpression(node) && isText(node)) return textOf(node.left, constants) + textOf(node.right, constants);
  return (ts.isIdentifier(node) ? constants.get(node.text) : undefined) ?? `\${${node.getText()}}`;
}

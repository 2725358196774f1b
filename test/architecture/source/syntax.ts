import ts from 'typescript';
import type { Violation } from './rule.js';
import type { ParsedFile } from './source-file.js';

/** Every node of a file, the outer before the inner. */
export function nodesOf(root: ts.Node): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

/** A violation at the first line of a node. */
export function violationAt(file: ParsedFile, node: ts.Node, message: string): Violation {
  const line = file.tree.getLineAndCharacterOfPosition(node.getStart(file.tree)).line + 1;
  return { path: file.path, line, message };
}

/** The names of the decorators of a class, method or parameter. */
export function decoratorNames(node: ts.Node): string[] {
  if (!ts.canHaveDecorators(node)) return [];
  return (ts.getDecorators(node) ?? []).map((decorator) => calledName(decorator.expression));
}

/** The last name of a call or a dotted name: `x.query(…)` and `query` both give `query`. */
export function calledName(expression: ts.Expression): string {
  const callee = ts.isCallExpression(expression) ? expression.expression : expression;
  if (ts.isIdentifier(callee)) return callee.text;
  return ts.isPropertyAccessExpression(callee) ? callee.name.text : '';
}

/** All classes of a file. */
export function classesOf(file: ParsedFile): ts.ClassDeclaration[] {
  return nodesOf(file.tree).filter(ts.isClassDeclaration);
}

/** The name of a class member, or its text where the name is computed. */
export function memberName(member: ts.ClassElement): string {
  return member.name ? member.name.getText() : 'constructor';
}

/** Whether a member may be called from outside. */
export function isPublic(member: ts.ClassElement): boolean {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  const privateName = member.name !== undefined && ts.isPrivateIdentifier(member.name);
  return !privateName && (ts.getCombinedModifierFlags(member) & hidden) === 0;
}

/** Whether a statement is exported. */
export function isExported(node: ts.Declaration): boolean {
  return (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Export) !== 0;
}

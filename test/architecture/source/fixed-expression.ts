import ts from 'typescript';
import type { ParsedFile } from './source-file.js';
import { interpolationsOf, isText } from './sql-text.js';
import { calledName, nodesOf } from './syntax.js';

/** What counts as fixed besides literals. */
export interface FixedParts {
  /** Names of functions and methods whose answer is fixed text. */
  readonly calls: readonly string[];
  readonly properties: readonly string[];
  /** Files whose exported functions answer fixed text. */
  readonly builderFiles: RegExp;
}

const CONSTANT = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;
const MOST_STEPS = 10;

/** Finds out, without types, whether an expression can only be text that the program itself wrote. */
export class FixedExpressions {
  constructor(
    private readonly file: ParsedFile,
    private readonly parts: FixedParts,
  ) {}

  /** True for constants, literals, numbers made by Math, known builders, joins and choices of such, and local names that only ever hold such. */
  isFixed(node: ts.Expression, step = 0): boolean {
    if (step > MOST_STEPS) return false;
    const inner = (part: ts.Expression): boolean => this.isFixed(part, step + 1);
    if (ts.isNumericLiteral(node) || ts.isStringLiteralLike(node)) return true;
    if (isText(node)) return interpolationsOf(node).every(inner);
    if (isWrapped(node)) return inner(node.expression);
    if (ts.isConditionalExpression(node)) return inner(node.whenTrue) && inner(node.whenFalse);
    if (ts.isArrayLiteralExpression(node)) return node.elements.every(inner);
    if (ts.isBinaryExpression(node)) return inner(node.left) && inner(node.right);
    if (ts.isIdentifier(node)) return CONSTANT.test(node.text) || this.isLocalFixed(node.text, step);
    if (ts.isElementAccessExpression(node)) return inner(node.expression);
    if (ts.isPropertyAccessExpression(node)) return this.isPropertyFixed(node) || this.isBuiltText(node, step);
    return ts.isCallExpression(node) && this.isCallFixed(node, step);
  }

  private isPropertyFixed(node: ts.PropertyAccessExpression): boolean {
    const name = node.name.text;
    return this.parts.properties.includes(name) || CONSTANT.test(name) || isConstantChain(node.expression);
  }

  /** `.text` of what a kernel builder has made, such as the read predicate; of anything else it stays refused. */
  private isBuiltText(node: ts.PropertyAccessExpression, step: number): boolean {
    return node.name.text === 'text' && this.isFixed(node.expression, step + 1);
  }

  private isCallFixed(call: ts.CallExpression, step: number): boolean {
    const name = calledName(call);
    if (this.parts.calls.includes(name) || this.isFromBuilder(call)) return true;
    if (ts.isIdentifier(call.expression)) return this.isFunctionFixed(call.expression.text, step);
    if (!ts.isPropertyAccessExpression(call.expression)) return false;
    if (call.expression.expression.getText() === 'Math') return true;
    if (name === 'map' || name === 'flatMap') return this.isMappingFixed(call.arguments[0], step);
    if (name === 'fill') return call.arguments.every((part) => this.isFixed(part, step + 1));
    return ['join', 'filter', 'repeat', 'trim'].includes(name) && this.isFixed(call.expression.expression, step + 1);
  }

  private isMappingFixed(mapping: ts.Expression | undefined, step: number): boolean {
    if (mapping === undefined || !ts.isArrowFunction(mapping)) return false;
    return !ts.isBlock(mapping.body) && this.isFixed(mapping.body, step + 1);
  }

  private isFromBuilder(call: ts.CallExpression): boolean {
    const root = ts.isPropertyAccessExpression(call.expression) ? call.expression.expression : call.expression;
    const name = ts.isIdentifier(root) ? root.text : '';
    return this.file.imports.some(
      (line) => this.parts.builderFiles.test(line.target ?? '') && line.names.includes(name),
    );
  }

  private isFunctionFixed(name: string, step: number): boolean {
    const declared = nodesOf(this.file.tree).find(
      (node): node is ts.FunctionDeclaration => ts.isFunctionDeclaration(node) && node.name?.text === name,
    );
    const returned = declared?.body ? nodesOf(declared.body).filter(ts.isReturnStatement) : [];
    return (
      returned.length > 0 &&
      returned.every((one) => one.expression !== undefined && this.isFixed(one.expression, step + 1))
    );
  }

  /** Every declaration of the name and everything ever assigned to it in the file must be fixed. */
  private isLocalFixed(name: string, step: number): boolean {
    const values = nodesOf(this.file.tree).flatMap((node) => valuesGiven(node, name));
    return values.length > 0 && values.every((value) => value !== null && this.isFixed(value, step + 1));
  }
}

function isWrapped(
  node: ts.Expression,
): node is ts.ParenthesizedExpression | ts.AsExpression | ts.NonNullExpression | ts.SpreadElement {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isSpreadElement(node)
  );
}

function isConstantChain(node: ts.Expression): boolean {
  if (ts.isIdentifier(node)) return CONSTANT.test(node.text);
  return (
    (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) && isConstantChain(node.expression)
  );
}

/** What a node gives to that name; null is something unknown, such as what a caller passes. */
function valuesGiven(node: ts.Node, name: string): Array<ts.Expression | null> {
  if (ts.isVariableDeclaration(node) && node.name.getText() === name) {
    const loop = node.parent.parent;
    return [(ts.isForOfStatement(loop) ? loop.expression : node.initializer) ?? null];
  }
  if (ts.isBindingElement(node) && node.name.getText() === name) return [null];
  if (ts.isParameter(node) && node.name.getText() === name) return [mappedList(node)];
  if (!ts.isBinaryExpression(node) || node.left.getText() !== name) return [];
  const assigns = [ts.SyntaxKind.EqualsToken, ts.SyntaxKind.PlusEqualsToken].includes(node.operatorToken.kind);
  return assigns ? [node.right] : [];
}

/** The list that a mapping's parameter runs over. */
function mappedList(parameter: ts.ParameterDeclaration): ts.Expression | null {
  const call = parameter.parent.parent;
  if (!ts.isArrowFunction(parameter.parent) || !ts.isCallExpression(call)) return null;
  if (parameter !== parameter.parent.parameters[0] || !ts.isPropertyAccessExpression(call.expression)) return null;
  return ['map', 'flatMap', 'filter'].includes(calledName(call)) ? call.expression.expression : null;
}

import ts from 'typescript';
import type { Rule, Violation } from '../source/rule.js';
import { parsed, type ParsedFile } from '../source/source-file.js';
import { classesOf, decoratorNames, memberName, nodesOf, violationAt } from '../source/syntax.js';

const MOST_STATEMENTS = 3;
const MOST_DEPENDENCIES = 7;

/**
 * Resolvers live in graphql/ and only pass on: at most 3 statements a method, nested ones counted; no class has more than 7 dependencies.
 * A field without arguments takes (record, arguments, scope) undecorated: @nestjs/graphql then calls it directly, once per record of a page.
 */
export const resolvers: Rule = {
  name: 'resolvers',
  check: (files) =>
    parsed(files, /^src\//).flatMap((file) =>
      classesOf(file).flatMap((declaration) => [...dependencies(file, declaration), ...resolver(file, declaration)]),
    ),
};

function dependencies(file: ParsedFile, declaration: ts.ClassDeclaration): Violation[] {
  const count = declaration.members.find(ts.isConstructorDeclaration)?.parameters.length ?? 0;
  if (count <= MOST_DEPENDENCIES) return [];
  return [violationAt(file, declaration, `has ${count} constructor dependencies, more than ${MOST_DEPENDENCIES}`)];
}

function resolver(file: ParsedFile, declaration: ts.ClassDeclaration): Violation[] {
  if (!decoratorNames(declaration).includes('Resolver')) return [];
  const misplaced = /^src\/(kernel|modules\/[^/]+)\/graphql\//.test(file.path)
    ? []
    : [violationAt(file, declaration, 'a resolver lives in graphql/')];
  const long = declaration.members.filter(ts.isMethodDeclaration).flatMap((method) => {
    const count = method.body ? statementCount(method.body) : 0;
    if (count <= MOST_STATEMENTS) return [];
    return [violationAt(file, method, `${memberName(method)} has ${count} statements, more than ${MOST_STATEMENTS}`)];
  });
  return [...misplaced, ...long, ...decoratedFields(file, declaration)];
}

function decoratedFields(file: ParsedFile, declaration: ts.ClassDeclaration): Violation[] {
  return declaration.members
    .filter(ts.isMethodDeclaration)
    .filter((method) => decoratorNames(method).includes('ResolveField'))
    .filter(({ parameters }) => {
      const names = parameters.flatMap(decoratorNames);
      return names.length > 0 && !names.includes('Args');
    })
    .map((method) => violationAt(file, method, `${memberName(method)} takes no arguments, so no decorated parameters`));
}

function statementCount(body: ts.Block): number {
  return nodesOf(body).filter((node) => ts.isStatement(node) && !ts.isBlock(node)).length;
}

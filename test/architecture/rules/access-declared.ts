import ts from 'typescript';
import type { Rule, Violation } from '../source/rule.js';
import { parsed } from '../source/source-file.js';
import { classesOf, decoratorNames, memberName, violationAt } from '../source/syntax.js';

/** Root fields of the schema and handlers of HTTP routes: the guard stands before both. */
const ROOTS = ['Query', 'Mutation', 'Subscription', 'Get', 'Post'];
const DECLARATIONS = ['Can', 'SignedIn', 'Public'];

/** The static twin of the boot check: each root field carries exactly one of @Can, @SignedIn, @Public, and no other field carries any. */
export const accessDeclared: Rule = {
  name: 'access-declared',
  check: (files) =>
    parsed(files, /^src\//).flatMap((file) =>
      classesOf(file)
        .flatMap((declaration) => declaration.members.filter(ts.isMethodDeclaration))
        .flatMap((method): Violation[] => {
          const names = decoratorNames(method);
          const declared = names.filter((name) => DECLARATIONS.includes(name));
          const root = names.some((name) => ROOTS.includes(name));
          if (root && declared.length !== 1)
            return [
              violationAt(
                file,
                method,
                `${memberName(method)} carries ${declared.length} of @Can, @SignedIn, @Public, not one`,
              ),
            ];
          if (!root && declared.length > 0)
            return [
              violationAt(file, method, `@${String(declared[0])} on ${memberName(method)}, which is no root field`),
            ];
          return [];
        }),
    ),
};

import ts from 'typescript';
import { excepted, type Exception, type Rule, type Violation } from '../source/rule.js';
import { parsed, type ParsedFile } from '../source/source-file.js';
import { calledName, nodesOf, violationAt } from '../source/syntax.js';

const EXCEPTIONS: readonly Exception[] = [
  {
    path: /^src\/modules\/accounts\/use-cases\/[a-z-]*password[a-z-]*\.ts$/,
    reason: 'hashes before its unit of work opens',
  },
];

const OUTSIDE =
  /^((node:)?(http|https|http2|net|tls|dgram|dns|fs|child_process)(\/.*)?|undici|axios|got|nodemailer|ioredis|redis|ws|@node-rs\/argon2|argon2|bcrypt(js)?)$/;
const SLOW_HASHES = ['scrypt', 'scryptSync', 'pbkdf2', 'pbkdf2Sync'];
const PARALLEL = ['all', 'allSettled', 'any', 'race'];

/**
 * What runs inside a transaction: no parallel promises (one connection; a write that outlives the failure of its neighbour leaks from the
 * transaction), no network, no files, no password hashing. A short digest is allowed: it costs microseconds.
 */
export const useCasePurity: Rule = {
  name: 'use-case-purity',
  check: (files) =>
    parsed(files, /^src\/modules\/[^/]+\/use-cases\//).flatMap((file) => [...parallel(file), ...outside(file)]),
};

function parallel(file: ParsedFile): Violation[] {
  return nodesOf(file.tree).flatMap((node) => {
    if (!ts.isPropertyAccessExpression(node) || node.expression.getText() !== 'Promise') return [];
    return PARALLEL.includes(node.name.text)
      ? [violationAt(file, node, `Promise.${node.name.text} inside a use case`)]
      : [];
  });
}

function outside(file: ParsedFile): Violation[] {
  if (excepted(EXCEPTIONS, file.path)) return [];
  const imports = file.imports.flatMap((line): Violation[] => {
    const slow = /^(node:)?crypto$/.test(line.specifier) ? line.names.filter((name) => SLOW_HASHES.includes(name)) : [];
    if (!OUTSIDE.test(line.specifier) && slow.length === 0) return [];
    return [
      { path: file.path, line: line.line, message: `a use case may not import ${[line.specifier, ...slow].join(' ')}` },
    ];
  });
  const calls = nodesOf(file.tree).filter(
    (node) => ts.isCallExpression(node) && ts.isIdentifier(node.expression) && calledName(node) === 'fetch',
  );
  return [...imports, ...calls.map((node) => violationAt(file, node, 'a use case may not call fetch'))];
}

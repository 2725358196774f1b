import ts from 'typescript';
import { moduleNames } from '../source/places.js';
import type { Rule, Violation } from '../source/rule.js';
import { parsed, type SourceFile } from '../source/source-file.js';
import { classesOf, isExported, isPublic, violationAt } from '../source/syntax.js';

const FOLDERS = ['domain', 'use-cases', 'queries', 'graphql', 'reactions'];
const IN_SRC =
  /^src\/(main\.ts|cli\.ts|server\.ts|app(\.[a-z]+)*\.ts|entities\.ts|(kernel|modules|migrations|sample-company|setup|cli)\/.+)$/;
const README_LINES = { least: 15, most: 25 };
const FACADE_METHODS = 7;

/** src holds kernel, modules, migrations, the sample company, set-up and the start files; a module folder holds its fixed files and role folders, nothing else. */
export const moduleShape: Rule = {
  name: 'module-shape',
  check: (files) => [
    ...files
      .filter((file) => file.path.startsWith('src/') && !IN_SRC.test(file.path))
      .map((file) => ({
        path: file.path,
        line: 0,
        message: 'src holds only kernel, modules, migrations, the sample company, set-up and the start files',
      })),
    ...files
      .filter((file) => /^src\/modules\/[^/]+$/.test(file.path))
      .map((file) => ({ path: file.path, line: 0, message: 'src/modules holds only module folders' })),
    ...moduleNames(files).flatMap((name) => [...entries(name, files), ...readme(name, files), ...facade(name, files)]),
  ],
};

function entries(name: string, files: readonly SourceFile[]): Violation[] {
  const root = `src/modules/${name}/`;
  const required = ['README.md', 'index.ts', `${name}.module.ts`, `${name}.permissions.ts`];
  const allowed = [...required, 'facade.ts', 'facade.spec.ts', ...FOLDERS];
  const missing = required.filter((entry) => !files.some((file) => file.path === root + entry));
  const foreign = files.filter((file) => file.path.startsWith(root) && !allowed.includes(entryOf(file.path, root)));
  return [
    ...missing.map((entry) => ({ path: root, line: 0, message: `${entry} is missing` })),
    ...foreign.map((file) => ({
      path: file.path,
      line: 0,
      message: `"${entryOf(file.path, root)}" has no place in a module`,
    })),
  ];
}

function entryOf(path: string, root: string): string {
  return String(path.slice(root.length).split('/')[0]);
}

function readme(name: string, files: readonly SourceFile[]): Violation[] {
  const file = files.find((one) => one.path === `src/modules/${name}/README.md`);
  if (!file) return [];
  const lines = file.text.trimEnd().split('\n').length;
  const { least, most } = README_LINES;
  if (lines >= least && lines <= most) return [];
  return [{ path: file.path, line: 0, message: `has ${lines} lines, not ${least} to ${most}` }];
}

function facade(name: string, files: readonly SourceFile[]): Violation[] {
  const root = `src/modules/${name}/`;
  const index = files.find((file) => file.path === `${root}index.ts`);
  const elsewhere = (index?.imports ?? []).flatMap((line): Violation[] => {
    const named = line.names.filter((exported) => /Facade$/.test(exported));
    if (named.length === 0 || line.target === `${root}facade.ts`) return [];
    return [{ path: `${root}index.ts`, line: line.line, message: `${named.join(', ')} belongs in facade.ts` }];
  });
  const wide = parsed(files, new RegExp(`^${root}facade\\.ts$`)).flatMap((file) =>
    classesOf(file).flatMap((declaration) => {
      const methods = declaration.members.filter((member) => ts.isMethodDeclaration(member) && isPublic(member));
      if (!isExported(declaration) || methods.length <= FACADE_METHODS) return [];
      return [violationAt(file, declaration, `has ${methods.length} public methods, more than ${FACADE_METHODS}`)];
    }),
  );
  return [...elsewhere, ...wide];
}

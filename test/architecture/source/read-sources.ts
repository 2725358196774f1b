import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sourceFile, type SourceFile } from './source-file.js';

const SKIPPED_FOLDERS = new Set(['node_modules', 'dist', 'coverage']);
/** Code that breaks rules on purpose. */
const FIXTURES = 'test/architecture/fixtures';
const TEXT = /\.(ts|mts|mjs|js|json|md|graphql|sql|txt)$/;
const MOST_BYTES = 500_000;

/** All files under the named folders of a root, parsed; large and binary ones are listed with an empty text. */
export function readSources(root: string, names: readonly string[]): SourceFile[] {
  const paths = names.flatMap((name) => pathsUnder(root, name));
  return paths.sort().map((path) => sourceFile(path, textOf(join(root, path))));
}

function pathsUnder(root: string, path: string): string[] {
  const found = statSync(join(root, path), { throwIfNoEntry: false });
  if (!found || path === FIXTURES) return [];
  if (found.isFile()) return [path];
  return readdirSync(join(root, path))
    .filter((name) => !SKIPPED_FOLDERS.has(name) && !name.startsWith('.'))
    .flatMap((name) => pathsUnder(root, `${path}/${name}`));
}

function textOf(path: string): string {
  return TEXT.test(path) && statSync(path).size <= MOST_BYTES ? readFileSync(path, 'utf8') : '';
}

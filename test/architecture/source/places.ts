import type { SourceFile } from './source-file.js';

/** Which part of the house a path belongs to. */
export type Place =
  | {
      readonly zone:
        'kernel' | 'migrations' | 'start' | 'composition' | 'sample-company' | 'setup' | 'orm-options' | 'tests';
    }
  | { readonly zone: 'elsewhere' }
  | { readonly zone: 'module'; readonly module: string; readonly inside: string };

/** Finds the part of the house; `inside` is the path below the module's folder. */
export function placeOf(path: string): Place {
  const inModule = /^src\/modules\/([^/]+)\/(.+)$/.exec(path);
  if (inModule) return { zone: 'module', module: String(inModule[1]), inside: String(inModule[2]) };
  if (path.startsWith('src/kernel/')) return { zone: 'kernel' };
  if (path.startsWith('src/migrations/')) return { zone: 'migrations' };
  if (path.startsWith('src/sample-company/')) return { zone: 'sample-company' };
  if (path.startsWith('src/setup/')) return { zone: 'setup' };
  if (path.startsWith('test/')) return { zone: 'tests' };
  if (/^src\/(app(\.[a-z]+)*|entities)\.ts$/.test(path)) return { zone: 'composition' };
  if (/^src\/(main|cli|server)\.ts$/.test(path) || path.startsWith('src/cli/')) return { zone: 'start' };
  return path === 'ormconfig.ts' ? { zone: 'orm-options' } : { zone: 'elsewhere' };
}

/** The names of the modules that are there. */
export function moduleNames(files: readonly SourceFile[]): string[] {
  const names = files
    .map((file) => placeOf(file.path))
    .flatMap((place) => (place.zone === 'module' ? place.module : []));
  return [...new Set(names)].sort();
}

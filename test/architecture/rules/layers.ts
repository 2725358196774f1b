import type { Rule, Violation } from '../source/rule.js';
import { nodesOf } from '../source/syntax.js';
import { parsed, type ImportLine, type ParsedFile, type SourceFile } from '../source/source-file.js';
import { placeOf, type Place } from '../source/places.js';
import ts from 'typescript';

/** Whom each module may import: the arrows of the architecture, written out. */
const UPSTREAM: Readonly<Record<string, readonly string[]>> = {
  permissions: [],
  approvals: ['permissions'],
  accounts: ['permissions', 'approvals'],
  customers: ['permissions', 'approvals'],
  opportunities: ['permissions', 'approvals', 'customers'],
  service: ['permissions', 'approvals', 'customers'],
  churn: ['permissions', 'approvals', 'customers', 'opportunities', 'service'],
  notifications: ['permissions'],
  reporting: ['permissions', 'approvals', 'accounts', 'customers', 'opportunities', 'service', 'churn'],
};

const ZONES_OPEN_TO: Readonly<Record<string, readonly string[]>> = {
  kernel: ['kernel'],
  migrations: ['kernel', 'migrations'],
  'sample-company': ['kernel', 'sample-company'],
  start: ['kernel', 'composition', 'start', 'sample-company', 'setup'],
  setup: ['kernel', 'module', 'sample-company', 'setup'],
  composition: ['kernel', 'migrations', 'composition', 'module', 'sample-company', 'setup', 'orm-options'],
  'orm-options': ['kernel', 'migrations', 'composition', 'module'],
  module: ['kernel', 'module'],
  elsewhere: [],
};

/**
 * Who may import whom; across modules only index.ts, and notifications takes nothing but event classes from other modules. The list of
 * entities (src/entities.ts) may also reach into domain/; specs beside the code may use test/.
 */
export const layers: Rule = {
  name: 'layers',
  check: (files) =>
    parsed(files, /^(src\/|ormconfig\.ts$)/, true).flatMap((file) =>
      file.imports.flatMap((line): Violation[] => {
        const message = line.target === null ? null : refusal(file, line, line.target, files);
        return message ? [{ path: file.path, line: line.line, message }] : [];
      }),
    ),
};

function refusal(file: ParsedFile, line: ImportLine, target: string, files: readonly SourceFile[]): string | null {
  const from = placeOf(file.path);
  const to = placeOf(target);
  if (to.zone === 'tests' && file.path.endsWith('.spec.ts')) return null;
  if (!(ZONES_OPEN_TO[from.zone] ?? []).includes(to.zone)) return `${nameOf(from)} may not import ${nameOf(to)}`;
  if (to.zone !== 'module') return null;
  if (from.zone === 'module') return betweenModules(from.module, to, line, files);
  if (file.path === 'src/entities.ts' && to.inside.startsWith('domain/')) return null;
  const doors = ['index.ts', `${to.module}.module.ts`];
  return doors.includes(to.inside) ? null : `${nameOf(from)} may import only ${doors.join(' or ')} of ${to.module}`;
}

function betweenModules(
  from: string,
  to: Place & { zone: 'module' },
  line: ImportLine,
  files: readonly SourceFile[],
): string | null {
  if (from === to.module) return null;
  if (['notifications', 'reporting'].includes(to.module)) return `nobody imports ${to.module}`;
  const upstream = UPSTREAM[from];
  if (!upstream) return `module ${from} has no place in the import order`;
  if (!upstream.includes(to.module) && from !== 'notifications') return `${from} may not import ${to.module}`;
  if (to.inside !== 'index.ts') return `of ${to.module} only index.js may be imported`;
  if (from !== 'notifications' || upstream.includes(to.module)) return null;
  const others = line.names.filter((name) => !eventNames(`src/modules/${to.module}/index.ts`, files).has(name));
  return others.length === 0
    ? null
    : `notifications may import only event classes of ${to.module}, not ${others.join(', ')}`;
}

/** What an index re-exports from files that have "event" in their path. */
function eventNames(indexPath: string, files: readonly SourceFile[]): Set<string> {
  const index = files.find((file) => file.path === indexPath);
  const lines = (index?.imports ?? []).filter((line) => /event/.test(line.target ?? ''));
  return new Set(lines.flatMap((line) => (line.names.includes('*') ? declaredIn(line.target, files) : line.names)));
}

function declaredIn(path: string | null, files: readonly SourceFile[]): string[] {
  const tree = files.find((file) => file.path === path)?.tree;
  if (!tree) return [];
  return nodesOf(tree).flatMap((node) =>
    (ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node)) && node.name ? node.name.text : [],
  );
}

function nameOf(place: Place): string {
  if (place.zone === 'module') return place.module;
  if (place.zone === 'composition') return 'the composition';
  return place.zone === 'elsewhere' ? 'a place outside the house' : place.zone;
}

import type { Rule, Violation } from '../source/rule.js';
import { parsed, type ParsedFile } from '../source/source-file.js';

type Graph = ReadonlyMap<string, readonly string[]>;

/** No file reaches itself again over its imports; a cycle that only types close is one too. */
export const importCycles: Rule = {
  name: 'import-cycles',
  check: (files) => {
    const sources = parsed(files, /^(src\/|ormconfig\.ts$)/, true);
    const ofValues = cycles(graphOf(sources, false)).map((cycle) => violation(cycle, 'imports itself'));
    const known = new Set(ofValues.map((found) => found.message.replace(/^.*: /, '')));
    const ofTypes = cycles(graphOf(sources, true)).map((cycle) => violation(cycle, 'imports itself by types'));
    return [...ofValues, ...ofTypes.filter((found) => !known.has(found.message.replace(/^.*: /, '')))];
  },
};

function violation(cycle: readonly string[], what: string): Violation {
  const path = String(cycle[0]);
  return { path, line: 0, message: `${what}: ${[...cycle, path].join(' > ')}` };
}

function graphOf(files: readonly ParsedFile[], withTypes: boolean): Graph {
  const known = new Set(files.map((file) => file.path));
  return new Map(
    files.map((file) => [
      file.path,
      file.imports.flatMap((line) =>
        line.target !== null && known.has(line.target) && (withTypes || !line.typeOnly) ? line.target : [],
      ),
    ]),
  );
}

/** The shortest cycle through the first file of every strongly connected group. */
function cycles(graph: Graph): string[][] {
  return groups(graph).flatMap((group) => {
    const first = [...group].sort()[0];
    const loops = group.length > 1 || (first !== undefined && (graph.get(first) ?? []).includes(first));
    return first !== undefined && loops ? [shortestWayBack(graph, first)] : [];
  });
}

/** Strongly connected groups, by Tarjan's algorithm (1972). */
function groups(graph: Graph): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (node: string): void => {
    order.set(node, order.size);
    lowest.set(node, Number(order.get(node)));
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) lowest.set(node, Math.min(Number(lowest.get(node)), Number(lowest.get(next))));
    }
    if (lowest.get(node) === order.get(node)) found.push(stack.splice(stack.indexOf(node)));
  };
  for (const node of graph.keys()) if (!order.has(node)) visit(node);
  return found;
}

function shortestWayBack(graph: Graph, start: string): string[] {
  const ways: string[][] = [[start]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const next of graph.get(String(way.at(-1))) ?? []) {
      if (next === start) return way;
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return [start];
}

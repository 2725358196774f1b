import { ROOT } from '../../scripts/lib/paths.mjs';

/** Idle, and the profiler's own work when it is told to stop. */
const LEFT_OUT = new Set(['(idle)', '(root)', 'dispatch']);

/** Milliseconds of self time of a V8 profile by package and by function, largest first; idle time is left out. */
export function selfTimes({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map((node) => [node.id, node.callFrame]));
  const packages = new Map();
  const functions = new Map();
  let busyMs = 0;
  samples.forEach((id, index) => {
    const frame = byId.get(id);
    if (LEFT_OUT.has(frame.functionName) && !frame.url) return;
    const ms = timeDeltas[index] / 1_000;
    busyMs += ms;
    const owner = packageOf(frame);
    add(packages, owner, ms);
    add(functions, `${frame.functionName || '(anonymous)'}  ${placeOf(frame)}`, ms);
  });
  return { busyMs, packages: sorted(packages), functions: sorted(functions) };
}

function add(map, name, ms) {
  map.set(name, (map.get(name) ?? 0) + ms);
}

function sorted(map) {
  return [...map].sort(([, a], [, b]) => b - a);
}

/** The package of node_modules, the folder of ours, or Node itself. */
function packageOf({ url, functionName }) {
  const inPackage = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*\/node_modules\/)/.exec(url);
  if (inPackage) return inPackage[1];
  if (url.startsWith('node:')) return 'node';
  if (!url) return functionName.startsWith('(') ? functionName : 'node, V8 (native)';
  const path = pathInRoot(url);
  return path.startsWith('dist/src/') ? path.split('/').slice(1, 4).join('/') : path || 'generated code';
}

function placeOf({ url, lineNumber }) {
  return url ? `${pathInRoot(url)}:${lineNumber + 1}` : '';
}

function pathInRoot(url) {
  return url.replace(/^file:\/\//, '').replace(`${ROOT}/`, '');
}

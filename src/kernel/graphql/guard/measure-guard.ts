import { fixtureSchema } from './fixture-schema.js';
import { ATTACKS, LARGE_DOCUMENTS } from './hostile-documents.js';
import { prepareDocument } from './prepare-document.js';

/** Processor time that one document takes to be decided without the cache, in milliseconds. */
export interface GuardDuration {
  readonly name: string;
  readonly quickest: number;
  readonly median: number;
}

const ROUNDS = 40;
/** A busy machine slows every round down; it gets this many more to show a quick one. */
const MORE_ROUNDS = 200;
const QUICK_MS = 5;

function durationOf(name: string, decide: () => unknown): GuardDuration {
  const durations: number[] = [];
  let quickest = Number.POSITIVE_INFINITY;
  while (durations.length < ROUNDS || (quickest >= QUICK_MS && durations.length < ROUNDS + MORE_ROUNDS)) {
    const start = performance.now();
    const before = process.cpuUsage();
    decide();
    const { user, system } = process.cpuUsage(before);
    const spent = Math.min(performance.now() - start, (user + system) / 1000);
    durations.push(spent);
    quickest = Math.min(quickest, spent);
  }
  const sorted = durations.sort((one, other) => one - other);
  return { name, quickest, median: sorted[sorted.length >> 1] ?? quickest };
}

const schema = fixtureSchema();
const durations = [...ATTACKS, ...LARGE_DOCUMENTS].flatMap(([name, source]) => [
  durationOf(name, () => prepareDocument(source, schema, true)),
  durationOf(`${name} (not signed in)`, () => prepareDocument(source, schema, false)),
]);
process.stdout.write(JSON.stringify(durations));

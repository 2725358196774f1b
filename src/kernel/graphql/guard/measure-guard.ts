import { parse, validate } from 'graphql';
import { fixtureSchema } from './fixture-schema.js';
import { ATTACKS, LARGE_DOCUMENTS } from './hostile-documents.js';
import { prepareDocument } from './prepare-document.js';

/** Processor time, in milliseconds, that one document takes to be decided without the cache, and the floor takes beside it. */
export interface GuardDuration {
  readonly name: string;
  readonly quickest: number;
  readonly floor: number;
}

const ROUNDS = 20;
const FLOOR_ROUNDS = 2;

/** graphql-js alone reads and validates this one, of 3 kB and within every limit. */
const FLOOR = LARGE_DOCUMENTS.find(([name]) => name === 'one record 130 times')![1];

function quickestOf(rounds: number, work: () => unknown): number {
  let quickest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    quickest = Math.min(quickest, performance.now() - start, (user + system) / 1000);
  }
  return quickest;
}

const schema = fixtureSchema();

function measured(name: string, source: string, signedIn: boolean): GuardDuration {
  // Before and after each, since a machine is not equally quick at all times.
  const floor = (): number => quickestOf(FLOOR_ROUNDS, () => validate(schema, parse(FLOOR)));
  const before = floor();
  const quickest = quickestOf(ROUNDS, () => prepareDocument(source, schema, signedIn));
  return { name, quickest, floor: Math.min(before, floor()) };
}

const durations = [...ATTACKS, ...LARGE_DOCUMENTS].flatMap(([name, source]) => [
  measured(name, source, true),
  measured(`${name} (not signed in)`, source, false),
]);
process.stdout.write(JSON.stringify(durations));

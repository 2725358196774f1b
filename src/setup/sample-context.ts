import type { SampleCompany } from '../sample-company/sample-company.js';
import type { SeedProgress } from './seed-progress.js';

/** A person of the sample company as the database knows them. */
export interface SeededPerson {
  readonly id: string;
  readonly departmentId: string;
}

/** What the parts of the load share. */
export interface SampleContext {
  readonly company: SampleCompany;
  /** When the load began; nothing is dated later. */
  readonly loadedAt: Date;
  /** When the company is taken to have begun; nothing is dated earlier. */
  readonly since: Date;
  readonly progress: SeedProgress;
  readonly people: ReadonlyMap<string, SeededPerson>;
  readonly departments: ReadonlyMap<string, string>;
}

/** The same with the ids of customers and contacts by their keys. */
export interface CustomerContext extends SampleContext {
  readonly customers: ReadonlyMap<string, string>;
  readonly contacts: ReadonlyMap<string, string>;
}

/** The entry of that key. Throws RangeError: the sample company points to nothing that it lacks. */
export function known<V>(map: ReadonlyMap<string, V>, key: string): V {
  const value = map.get(key);
  if (value === undefined) throw new RangeError(`The sample company refers to "${key}", which was not loaded.`);
  return value;
}

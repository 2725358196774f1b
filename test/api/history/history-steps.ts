import { expect } from '@jest/globals';
import { control, sql } from '../../support/server.js';
import type { TestPerson } from '../../support/world.js';

/** Lets time pass; answers a moment after everything so far and before what follows. */
export async function momentPasses(): Promise<Date> {
  await control('shiftClock', 20_000);
  const [row] = await sql<{ now: Date }>('SELECT MAX(valid_from) AS now FROM customer_history');
  await control('shiftClock', 20_000);
  return new Date(row!.now.getTime() + 1_000);
}

/** Sends a mutation that must be let through; its payload. */
export async function written<T>(person: TestPerson, mutation: string, input: object, answer: string): Promise<T> {
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input!`;
  const data = await person.get<Record<string, T & { userErrors: unknown[] }>>(
    `mutation ($input: ${type}) { ${mutation}(input: $input) { ${answer} userErrors { message } } }`,
    { input },
  );
  expect(data[mutation]!.userErrors).toEqual([]);
  return data[mutation]!;
}

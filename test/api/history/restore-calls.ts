import { control, sql } from '../../support/server.js';
import type { TestPerson } from '../../support/world.js';

/** What putting a record back answers. */
export interface PutBack {
  readonly restored: string[] | null;
  readonly left: string[] | null;
  readonly userErrors: { readonly code: string; readonly path: string[] | null; readonly message: string }[];
}

const RESTORE = `mutation ($input: HistoryRestoreInput!) {
  historyRestore(input: $input) { restored left userErrors { code path message } }
}`;

/** Puts a record back, as it stands now. */
export async function putBack(person: TestPerson, kind: string, recordId: string, more: object): Promise<PutBack> {
  const [row] = await sql<{ version: number }>(`SELECT version FROM ${kind} WHERE id = ?`, [recordId]);
  const input = { kind, recordId, expectedVersion: row?.version ?? 1, ...more };
  return (await person.get<{ historyRestore: PutBack }>(RESTORE, { input })).historyRestore;
}

/** A moment after everything that was written to the kind, and before what follows. */
export async function momentAfter(kind: string): Promise<string> {
  await control('shiftClock', 20_000);
  const [row] = await sql<{ at: Date }>(`SELECT MAX(valid_from) AS at FROM ${kind}_history`);
  await control('shiftClock', 20_000);
  return new Date(row!.at.getTime() + 1_000).toISOString();
}

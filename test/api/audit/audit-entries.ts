import { control, sql } from '../../support/server.js';

/** An entry of the audit as the tables hold it. */
export interface EntryRow {
  readonly id: string;
  readonly event: string;
  readonly actor_id: string | null;
  readonly session_id: string | null;
  readonly address: string | null;
  readonly request_id: string | null;
  readonly action: string;
  readonly kind: string;
  readonly record_id: string;
  readonly reason: string | null;
  readonly times: number;
  readonly changes: string;
}

/** What a look through the chain finds. */
export interface Report {
  readonly links: number;
  readonly damages: readonly { readonly seq: string; readonly entryId: string | null; readonly what: string }[];
  readonly tail: { readonly count: number };
}

/** Seals what is there, refusals included, and looks through the chain. */
export function verifyAudit(): Promise<Report> {
  return control<Report>('verifyAudit');
}

/** Entries of these events, oldest first, refusals included. */
export async function entriesOf(...events: readonly string[]): Promise<EntryRow[]> {
  await verifyAudit();
  return sql<EntryRow>(
    'SELECT e.*, v.changes FROM audit_entry e JOIN audit_value v ON v.entry_id = e.id WHERE e.event IN (?) ORDER BY e.id',
    [events],
  );
}

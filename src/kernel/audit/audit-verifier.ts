import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { AuditChanges } from './audit-changes.js';
import { ENTRY_COLUMNS } from './audit-chain.js';
import { entryDigest, FIRST_LINK, linkAfter, type StoredEntry, valueDigest } from './audit-digest.js';

/** What is wrong with a place of the chain. */
export interface ChainDamage {
  readonly seq: string;
  readonly entryId: string | null;
  readonly what: string;
}

/** What a look through the whole chain has found. */
export interface ChainReport {
  /** Links that were looked at. */
  readonly links: number;
  /** The end of the chain: noted down elsewhere, it proves later that nothing before it was rewritten. */
  readonly head: { readonly seq: string; readonly link: string };
  /** The first ones, in the order of the chain. */
  readonly damages: readonly ChainDamage[];
  /** Entries that have no link yet. */
  readonly tail: { readonly count: number; readonly oldest: { readonly id: string; readonly at: Date } | null };
}

/** An earlier end of the chain that somebody noted down. */
export interface NotedHead {
  readonly seq: string;
  readonly link: string;
}

interface LinkRow {
  readonly seq: string;
  readonly entry_id: string;
  readonly entry_digest: Buffer;
  readonly value_digest: Buffer;
  readonly link: Buffer;
}

type CheckedRow = LinkRow & { readonly [column in keyof StoredEntry]: StoredEntry[column] | null } & {
  readonly changes: string | null;
  readonly salts: string | null;
};

const BATCH = 1_000;
const TAIL_BATCH = 5_000;
const MOST_DAMAGES = 20;
const NO_HEAD = { seq: '0', link: FIRST_LINK };

/** Goes through the chain and finds what was tampered with; reads in batches and locks nothing, so the system may run on. */
@Injectable()
export class AuditVerifier {
  constructor(private readonly database: Database) {}

  async verify(noted: NotedHead | null = null): Promise<ChainReport> {
    const head =
      (await this.database.one<{ seq: string; link: Buffer }>('SELECT seq, link FROM audit_head WHERE id = 1')) ??
      NO_HEAD;
    const walk = new ChainWalk(noted);
    for (let after = '0'; BigInt(after) < BigInt(head.seq) && !walk.full;) {
      const rows = await this.links(after, head.seq);
      if (rows.length === 0) break;
      for (const row of rows) walk.take(row);
      after = rows.at(-1)!.seq;
    }
    walk.end(head);
    const { links, damages } = walk;
    return { links, damages, head: { seq: head.seq, link: head.link.toString('hex') }, tail: await this.tail() };
  }

  private links(after: string, upTo: string): Promise<CheckedRow[]> {
    return this.database.rows<CheckedRow>(
      `SELECT ${ENTRY_COLUMNS}, v.changes, v.salts, l.seq, l.entry_id, l.entry_digest, l.value_digest, l.link
       FROM audit_link l LEFT JOIN audit_entry e ON e.id = l.entry_id LEFT JOIN audit_value v ON v.entry_id = l.entry_id
       WHERE l.seq > ? AND l.seq <= ? ORDER BY l.seq LIMIT ${BATCH}`,
      [after, upTo],
    );
  }

  private async tail(): Promise<ChainReport['tail']> {
    let count = 0;
    let oldest: { id: string; at: Date } | null = null;
    for (let after = '0'; ;) {
      const rows = await this.database.rows<{ id: string; at: Date; sealed: string | null }>(
        `SELECT e.id, e.at, l.entry_id AS sealed FROM audit_entry e LEFT JOIN audit_link l ON l.entry_id = e.id
         WHERE e.id > ? ORDER BY e.id LIMIT ${TAIL_BATCH}`,
        [after],
      );
      const open = rows.filter(({ sealed }) => sealed === null);
      count += open.length;
      oldest ??= open[0] ? { id: open[0].id, at: open[0].at } : null;
      if (rows.length < TAIL_BATCH) return { count, oldest };
      after = rows.at(-1)!.id;
    }
  }
}

/** One walk along the chain: what the next link must be, and what was wrong so far. */
class ChainWalk {
  readonly damages: ChainDamage[] = [];
  links = 0;
  private seq = 0n;
  private link: Buffer = FIRST_LINK;

  constructor(private readonly noted: NotedHead | null) {}

  get full(): boolean {
    return this.damages.length >= MOST_DAMAGES;
  }

  take(row: CheckedRow): void {
    const missed = BigInt(row.seq) - this.seq - 1n;
    if (missed > 0n) this.tell((this.seq + 1n).toString(), null, gapText(missed, row.seq));
    else if (!linkAfter(this.link, row.seq, row.entry_digest, row.value_digest).equals(row.link))
      this.tell(row.seq, row.entry_id, 'link changed: it does not follow from the link before it');
    this.look(row);
    if (row.seq === this.noted?.seq && row.link.toString('hex') !== this.noted.link)
      this.tell(row.seq, row.entry_id, 'link rewritten: it is not the one that was noted');
    this.links += 1;
    this.seq = BigInt(row.seq);
    this.link = row.link;
  }

  end(head: { readonly seq: string; readonly link: Buffer }): void {
    if (this.full) return;
    const missed = BigInt(head.seq) - this.seq;
    if (missed > 0n) this.tell((this.seq + 1n).toString(), null, gapText(missed, null));
    else if (!head.link.equals(this.link))
      this.tell(head.seq, null, 'end of the chain changed: it is not the last link');
    if (this.noted && BigInt(this.noted.seq) > BigInt(head.seq))
      this.tell(this.noted.seq, null, 'chain cut off: the noted link lies beyond its end');
  }

  /** Holds entry and values against the digests of their link. */
  private look(row: CheckedRow): void {
    const wrong: string[] = [];
    if (row.id === null) wrong.push('entry missing');
    else if (!entryDigest(row as StoredEntry).equals(row.entry_digest))
      wrong.push('entry changed: who, when, from where, what or why');
    if (row.changes === null || row.salts === null) wrong.push('values missing');
    else if (!valuesFit(row.changes, row.salts, row.value_digest)) wrong.push('values changed');
    if (wrong.length > 0) this.tell(row.seq, row.entry_id, wrong.join('; '));
  }

  private tell(seq: string, entryId: string | null, what: string): void {
    if (!this.full) this.damages.push({ seq, entryId, what });
  }
}

function gapText(missed: bigint, next: string | null): string {
  const until = next === null ? 'up to the end of the chain' : `before link ${next}`;
  return missed === 1n ? 'link missing' : `${missed} links missing, ${until}`;
}

/** Whether the values give the digest; what is no JSON any more gives none. */
function valuesFit(changes: string, salts: string, digest: Buffer): boolean {
  try {
    return valueDigest(JSON.parse(changes) as AuditChanges, salts).equals(digest);
  } catch {
    return false;
  }
}

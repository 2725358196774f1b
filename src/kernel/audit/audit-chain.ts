import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { idBefore } from '../database/ids.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { faultOf } from '../database/retryable.js';
import type { AuditChanges } from './audit-changes.js';
import { entryDigest, FIRST_LINK, linkAfter, newSalts, type StoredEntry, valueDigest } from './audit-digest.js';

/** Where the chain ends. */
export interface ChainHead {
  readonly seq: string;
  readonly link: Buffer;
  /** Entries up to here are sealed, but for one whose transaction was held up for longer than the look-back. */
  readonly sweptId: string;
}

/** An entry that waits for its link. */
export type UnsealedEntry = StoredEntry & { readonly changes: string; readonly salts: string | null };

interface NewLink {
  readonly entryId: string;
  readonly seq: string;
  readonly entryDigest: Buffer;
  readonly valueDigest: Buffer;
  readonly link: Buffer;
  /** Salts for an entry that came without. */
  readonly salts: string | null;
}

/** Columns of an entry that its digest covers, of `e`. */
export const ENTRY_COLUMNS = `e.id, e.at, e.event, e.actor_id, e.session_id, e.address, e.request_id, e.action, e.kind,
  e.record_id, e.record_version, e.reason, e.times`;

/** Write transactions end within 3 s, so an id so much older than the newest sealed one comes no more. */
const LOOK_BACK_MS = 60_000;
const LINK_COLUMNS = ['seq', 'entry_id', 'entry_digest', 'value_digest', 'link', 'sealed_at'];

/** Somebody else has sealed meanwhile, with a younger lease or before this one. */
export class ChainMoved extends Error {}

/** The chain over the audit as the sealer writes it. */
@Injectable()
export class AuditChain {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** The end of the chain; begins one where there is none. */
  async head(): Promise<ChainHead> {
    const read = (): Promise<{ seq: string; link: Buffer; swept_id: string } | null> =>
      this.database.one('SELECT seq, link, swept_id FROM audit_head WHERE id = 1');
    const found = (await read()) ?? (await this.begin().then(read));
    return { seq: found!.seq, link: found!.link, sweptId: found!.swept_id };
  }

  /** Committed entries without a link, by id; those that became visible late are among them, since each is looked for by its missing link. */
  unsealed(afterId: string, limit: number): Promise<UnsealedEntry[]> {
    return this.database.rows<UnsealedEntry>(
      `SELECT ${ENTRY_COLUMNS}, v.changes, v.salts FROM audit_entry e JOIN audit_value v ON v.entry_id = e.id
       LEFT JOIN audit_link l ON l.entry_id = e.id
       WHERE e.id > ? AND l.entry_id IS NULL ORDER BY e.id LIMIT ${Math.trunc(limit)}`,
      [afterId],
    );
  }

  /** Puts the entries behind the end of the chain, all or none. Throws ChainMoved when the chain or the lease went on without this caller. */
  async append(head: ChainHead, entries: readonly UnsealedEntry[], fence: number): Promise<void> {
    const links = linksAfter(head, entries);
    const last = links.at(-1)!;
    const swept = idBefore(entries.at(-1)!.id, LOOK_BACK_MS);
    const sweptId = BigInt(swept) > BigInt(head.sweptId) ? swept : head.sweptId;
    try {
      await this.unitOfWork.run({ actor: null, action: 'audit.seal' }, async (work) => {
        const moved = await this.database.write(
          'UPDATE audit_head SET seq = ?, link = ?, swept_id = ?, fence = ? WHERE id = 1 AND seq = ? AND fence <= ?',
          [last.seq, last.link, sweptId, fence, head.seq, fence],
        );
        if (moved !== 1) throw new ChainMoved('The chain has gone on meanwhile.');
        for (const { entryId, salts } of links) if (salts !== null) await this.salt(entryId, salts);
        for (const one of links)
          work.insertRow('audit_link', LINK_COLUMNS, [
            ...[one.seq, one.entryId, one.entryDigest, one.valueDigest, one.link, work.at],
          ]);
      });
    } catch (error) {
      throw faultOf(error) === 'duplicate' ? new ChainMoved('An entry has a link already.', { cause: error }) : error;
    }
  }

  private async salt(entryId: string, salts: string): Promise<void> {
    const text = 'UPDATE audit_value SET salts = ? WHERE entry_id = ? AND salts IS NULL';
    if ((await this.database.write(text, [salts, entryId])) !== 1) throw new ChainMoved(`${entryId} was salted.`);
  }

  private async begin(): Promise<void> {
    try {
      await this.database.write('INSERT INTO audit_head (id, seq, link, swept_id, fence) VALUES (1, 0, ?, 0, 0)', [
        FIRST_LINK,
      ]);
    } catch (error) {
      if (faultOf(error) !== 'duplicate') throw error;
    }
  }
}

function linksAfter(head: ChainHead, entries: readonly UnsealedEntry[]): NewLink[] {
  let { seq, link } = head;
  return entries.map((entry) => {
    const changes = JSON.parse(entry.changes) as AuditChanges;
    const made = entry.salts === null ? newSalts(Object.keys(changes).length) : null;
    const digests = { entryDigest: entryDigest(entry), valueDigest: valueDigest(changes, entry.salts ?? made!) };
    seq = (BigInt(seq) + 1n).toString();
    link = linkAfter(link, seq, digests.entryDigest, digests.valueDigest);
    return { ...digests, entryId: entry.id, seq, link, salts: made };
  });
}

import { Injectable } from '@nestjs/common';
import { readableKind, type ReadableKind } from '../../../kernel/access/readable.js';
import type { GrantLevel } from '../../../kernel/access/viewer.js';
import { Database } from '../../../kernel/database/database.js';
import { isRecordId } from '../../../kernel/database/record-mapper.js';
import { NotFound } from '../../../kernel/runtime/domain-error.js';
import type { RowPlace } from '../domain/role-scope.js';

/** A record with what decides who reaches it: of contacts and the like it is their parent's. */
export interface PlacedRecord extends RowPlace {
  readonly readable: ReadableKind;
  readonly id: string;
  /** The record that grants by name speak of. */
  readonly granted: { readonly kind: string; readonly id: string };
}

/** Somebody's access to the record by name, whether it counts now or not. */
export interface NamedAccess {
  readonly personId: string;
  readonly level: GrantLevel;
  readonly until: Date | null;
  readonly cause: string;
  readonly counts: boolean;
}

/** Finds records by kind and id with owner, department and grants, for explaining access. */
@Injectable()
export class PlacedRecords {
  constructor(private readonly database: Database) {}

  /** Throws NOT_FOUND for a kind without owner and a record that is missing or deleted. */
  async find(kind: string, id: string): Promise<PlacedRecord> {
    const readable = readableKind(kind);
    if (!readable || 'aboutKind' in readable || !isRecordId(id)) throw new NotFound();
    const place = 'parent' in readable ? readable.parent : readable;
    const key =
      'parent' in readable
        ? `(SELECT c.${readable.parentKey} FROM ${readable.table} c WHERE c.id = ? AND c.deleted_at IS NULL)`
        : '?';
    const row = await this.database.one<{ id: string; ownerId: string | null; departmentId: string | null }>(
      `SELECT t.id, t.${place.owner} AS ownerId, t.${place.department} AS departmentId FROM ${place.table} t
       WHERE t.id = ${key} AND t.deleted_at IS NULL`,
      [id],
    );
    if (!row) throw new NotFound();
    const { ownerId, departmentId } = row;
    return { readable, id, ownerId, departmentId, granted: { kind: place.kind, id: row.id } };
  }

  /** Every grant of the record that was not taken back. */
  async grantsOf({ granted }: PlacedRecord): Promise<NamedAccess[]> {
    const rows = await this.database.rows<Omit<NamedAccess, 'counts'> & { counts: number }>(
      `SELECT g.person_id AS personId, g.level, g.until, g.cause, (g.until IS NULL OR g.until > UTC_TIMESTAMP(3)) AS counts
       FROM record_grant g WHERE g.kind = ? AND g.record_id = ? AND g.deleted_at IS NULL ORDER BY g.id`,
      [granted.kind, granted.id],
    );
    return rows.map((row) => ({ ...row, counts: Boolean(row.counts) }));
  }
}

import { Injectable } from '@nestjs/common';
import { readableKind, type ReadableKind, visible } from '../access/readable.js';
import type { Viewer } from '../access/viewer.js';
import { Database } from '../database/database.js';
import { isRecordId } from '../database/record-mapper.js';
import { NotFound } from '../runtime/domain-error.js';

/** A record with what decides who reaches it: of contacts and the like it is their parent's. */
export interface PlacedRecord {
  readonly readable: ReadableKind;
  readonly id: string;
  readonly ownerId: string | null;
  readonly departmentId: string | null;
  /** The record that grants by name speak of. */
  readonly granted: { readonly kind: string; readonly id: string };
}

/** Finds one record of any kind with its place in the organisation, and tells who reaches it; for explaining access. */
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

  /** Whether the read predicate lets the viewer's action reach the record. */
  async reaches(viewer: Viewer, { readable, id }: PlacedRecord, verb: string): Promise<boolean> {
    const seen = visible(viewer, readable, 't', verb);
    const row = await this.database.one(`SELECT t.id FROM ${readable.table} t WHERE t.id = ? AND ${seen.text}`, [
      id,
      ...seen.params,
    ]);
    return row !== null;
  }
}

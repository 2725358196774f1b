import { Injectable } from '@nestjs/common';
import { kindAt } from '../access/kind-at.js';
import { type ChildKind, fromOf, type OwnedKind, reachOf, readableKind } from '../access/readable.js';
import { type DataScope, scopeOf, type Viewer } from '../access/viewer.js';
import { Database } from '../database/database.js';
import { isRecordId } from '../database/record-mapper.js';
import { NotFound } from '../runtime/domain-error.js';

/** A record with what decides who reaches it: of contacts and the like it is their parent's. */
export interface PlacedRecord {
  readonly kind: string;
  readonly ownerId: string | null;
  readonly departmentId: string | null;
  /** The record that owner, department and grants by name speak of: itself, or what it is seen with. */
  readonly granted: { readonly kind: string; readonly id: string };
  /** The record above that one, whose owner reads it and whose grants may spread to it; null when there is none or it is deleted. */
  readonly above: { readonly kind: string; readonly id: string; readonly ownerId: string | null } | null;
  /** Kind that it is placed by. */
  readonly place: OwnedKind;
  /** The moment of its place; null: now. */
  readonly at: Date | null;
}

interface PlaceRow {
  id: string;
  ownerId: string | null;
  departmentId: string | null;
  aboveId: string | null;
}

/** Finds one record of any kind with its place in the organisation, and tells who reaches it; for explaining access and giving it. */
@Injectable()
export class PlacedRecords {
  constructor(private readonly database: Database) {}

  /** The record where it stands now, or stood at a settled moment. Throws NOT_FOUND for a kind without owner and a record that is missing or deleted. */
  async find(kind: string, id: string, at: Date | null = null): Promise<PlacedRecord> {
    const readable = readableKind(kind);
    if (!readable || 'aboutKind' in readable || !isRecordId(id)) throw new NotFound();
    const place = 'parent' in readable ? readable.parent : readable;
    const row = await this.placeOf(place, 'parent' in readable ? await this.parentId(readable, id, at) : id, at);
    if (!row) throw new NotFound();
    const { ownerId, departmentId, aboveId } = row;
    const above = place.through && aboveId !== null ? await this.above(place.through.parent, aboveId, at) : null;
    return { kind, ownerId, departmentId, granted: { kind: place.kind, id: row.id }, above, place, at };
  }

  /** The same for a viewer who sees it there; an unseen record is as a missing one. Throws NOT_FOUND. */
  async seen(viewer: Viewer, kind: string, id: string, at: Date | null = null): Promise<PlacedRecord> {
    const record = await this.find(kind, id, at);
    if (!(await this.reaches(viewer, record, 'read'))) throw new NotFound();
    return record;
  }

  /** Whether the read predicate lets the viewer's action reach the record where it is placed. */
  reaches(viewer: Viewer, record: PlacedRecord, verb: string): Promise<boolean> {
    return this.isAmong(record, scopeOf(viewer, `${record.kind}.${verb}`));
  }

  /** Whether the action reaches the record by what the viewer's roles say of it, and not only by a grant or the record above. */
  holds(viewer: Viewer, record: PlacedRecord, verb: string): Promise<boolean> {
    return this.isAmong(record, { ...scopeOf(viewer, `${record.kind}.${verb}`), grantedTo: [] });
  }

  private async isAmong({ place, granted, at }: PlacedRecord, scope: DataScope): Promise<boolean> {
    const kind = kindAt(place, at);
    const reach = reachOf(scope, kind, 't');
    const row = await this.database.one(
      `SELECT t.id FROM ${fromOf(kind)} t WHERE t.id = ? AND t.deleted_at IS NULL AND ${reach.text}`,
      [granted.id, ...reach.params],
    );
    return row !== null;
  }

  private placeOf(place: OwnedKind, id: string | null, at: Date | null): Promise<PlaceRow | null> {
    const above = place.through ? `t.${place.through.key}` : 'NULL';
    return this.database.one<PlaceRow>(
      `SELECT t.id, t.${place.owner} AS ownerId, t.${place.department} AS departmentId, ${above} AS aboveId
       FROM ${fromOf(kindAt(place, at))} t WHERE t.id = ? AND t.deleted_at IS NULL`,
      [id],
    );
  }

  private async parentId(child: ChildKind, id: string, at: Date | null): Promise<string | null> {
    const row = await this.database.one<{ id: string }>(
      `SELECT c.${child.parentKey} AS id FROM ${fromOf(kindAt(child, at))} c WHERE c.id = ? AND c.deleted_at IS NULL`,
      [id],
    );
    return row?.id ?? null;
  }

  private async above(above: OwnedKind, id: string, at: Date | null): Promise<PlacedRecord['above']> {
    const { kind, owner } = above;
    const row = await this.database.one<{ ownerId: string | null }>(
      `SELECT t.${owner} AS ownerId FROM ${fromOf(kindAt(above, at))} t WHERE t.id = ? AND t.deleted_at IS NULL`,
      [id],
    );
    return row && { kind, id, ownerId: row.ownerId };
  }
}

import { Injectable } from '@nestjs/common';
import type { GrantLevel, Viewer } from '../../../kernel/access/viewer.js';
import { Database } from '../../../kernel/database/database.js';
import { loaderOf } from '../../../kernel/lists/list-reader.js';
import { PlacedRecords } from '../../../kernel/lists/placed-records.js';
import { VisibleRecords } from '../../../kernel/lists/visible-records.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { requireShared } from '../domain/shared-kinds.js';
import {
  GRANT_LEVEL,
  type RecordShareLevelName,
  type RecordShareTypeName,
  SHARE_CAUSE,
} from '../domain/record-share.js';

interface ShareRow {
  id: string;
  recordId: string;
  personId: string;
  level: GrantLevel;
  until: Date | null;
  cause: string;
  givenById: string | null;
  givenAt: Date;
  counts: number;
}

/** One person whom a record is shared with. */
export interface RecordShareView {
  readonly id: string;
  readonly recordId: string;
  readonly personId: string;
  readonly as: RecordShareTypeName;
  readonly level: RecordShareLevelName;
  readonly until: Date | null;
  readonly givenById: string | null;
  readonly givenAt: Date;
  /** False: its end has passed. */
  readonly counts: boolean;
}

/** A share as the mutation that wrote it answers. */
export interface NamedShare {
  readonly kind: string;
  readonly recordId: string;
  readonly shareId: string;
}

/** Finds whom records are shared with. */
@Injectable()
export class RecordShares {
  constructor(
    private readonly database: Database,
    private readonly records: PlacedRecords,
    private readonly visible: VisibleRecords,
  ) {}

  /** The shares of a record and the members of its team, the earliest first. Throws BAD_USER_INPUT for a kind that is not shared, NOT_FOUND for a record that the viewer does not see. */
  async ofRecord(viewer: Viewer, kind: string, id: string): Promise<RecordShareView[]> {
    requireShared(kind);
    await this.records.seen(viewer, kind, id);
    return this.read(kind, [id]);
  }

  /** One share of a record; null when it is no more, or when the asker does not see the record. */
  async one(scope: RequestScope, { kind, recordId, shareId }: NamedShare): Promise<RecordShareView | null> {
    if (!(await this.visible.maySee(scope, kind, recordId))) return null;
    return (await this.load(scope, kind, recordId)).find(({ id }) => id === shareId) ?? null;
  }

  /** The shares of a record that the asker has found visible; one statement per kind and operation. */
  load(scope: RequestScope, kind: string, recordId: string): Promise<RecordShareView[]> {
    const loader = loaderOf<string, RecordShareView[]>(scope, `shares:${kind}`, async (ids) => {
      const found = await this.read(kind, ids);
      return ids.map((id) => found.filter((share) => share.recordId === id));
    });
    return loader.load(recordId);
  }

  private async read(kind: string, ids: readonly string[]): Promise<RecordShareView[]> {
    const causes = Object.values(SHARE_CAUSE);
    const rows = await this.database.rows<ShareRow>(
      `SELECT g.id, g.record_id AS recordId, g.person_id AS personId, g.level, g.until, g.cause, g.created_by AS givenById,
         g.created_at AS givenAt, (g.until IS NULL OR g.until > UTC_TIMESTAMP(3)) AS counts
       FROM record_grant g WHERE g.kind = ? AND g.record_id IN (${ids.map(() => '?').join(',')})
         AND g.cause IN (${causes.map(() => '?').join(',')}) AND g.deleted_at IS NULL ORDER BY g.id`,
      [kind, ...ids, ...causes],
    );
    return rows.map(({ cause, level, counts, ...row }) => ({
      ...row,
      as: nameOf(SHARE_CAUSE, cause),
      level: nameOf(GRANT_LEVEL, level),
      counts: Boolean(counts),
    }));
  }
}

function nameOf<N extends string>(values: Readonly<Record<N, string>>, value: string): N {
  return (Object.keys(values) as N[]).find((name) => values[name] === value)!;
}

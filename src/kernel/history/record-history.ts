import { Injectable } from '@nestjs/common';
import { mayReadReasons } from '../access/field-access.js';
import { kindInVersions, lastMoment } from '../access/kind-at.js';
import { fromOf, type ReadableKind, reachOf, type Sql } from '../access/readable.js';
import { scopeOf, type Viewer } from '../access/viewer.js';
import { Database } from '../database/database.js';
import { isRecordId, RecordMapper } from '../database/record-mapper.js';
import { OPEN_END } from '../database/record-kind.js';
import { Page, pageSize } from '../lists/page.js';
import { Forbidden, NotFound, RequestRefused } from '../runtime/domain-error.js';
import type { RequestScope } from '../runtime/request-scope.js';
import { changesBetween, type FieldChange, type VersionRow } from './shown-changes.js';
import { trackedKind } from './tracked-kind.js';

/** What became of a record with a version. `APPEARED`: it came into the asker's sight; what was before is not theirs to know. */
export type VersionEvent = 'CREATED' | 'APPEARED' | 'CHANGED' | 'DELETED' | 'RESTORED';

/** One version of a record as the asker may see it. */
export interface RecordVersionView {
  readonly id: string;
  readonly version: number;
  readonly event: VersionEvent;
  readonly from: Date;
  /** Null: it still holds, or it left the asker's sight before it ended. */
  readonly to: Date | null;
  readonly actorId: string | null;
  readonly reason: string | null;
  /** Versions between this and the one before were thinned: the changes are those of all of them, who and why are of the last. */
  readonly condensed: boolean;
  readonly changes: readonly FieldChange[];
}

interface Asked {
  readonly kind: string;
  readonly id: string;
  readonly first: number;
  readonly after?: string | null;
}

interface SeenVersion extends VersionRow {
  readonly actor_id: string | null;
  readonly reason: string | null;
  readonly seen_to_end: number;
}

/**
 * Tells what became of one record, version by version, newest first. A version is seen by whom its owner and department of that time reach,
 * with the record above it as that was when the version began or ended; deleted records too.
 */
@Injectable()
export class RecordHistory {
  constructor(
    private readonly database: Database,
    private readonly mapper: RecordMapper,
  ) {}

  /** Throws BAD_USER_INPUT, FORBIDDEN, NOT_FOUND (missing, or no version is the asker's to see). */
  async page(scope: RequestScope, asked: Asked): Promise<Page<RecordVersionView>> {
    const viewer = scope.viewer!;
    const kind = trackedKind(this.mapper, asked.kind);
    if (!viewer.scopes.has(`${asked.kind}.read`)) throw new Forbidden(`${asked.kind}.read`);
    const { id, after } = asked;
    const first = pageSize(asked.first);
    if (!isRecordId(id)) throw new NotFound();
    const seen = this.versionsOf(viewer, kind.readable, id);
    const below = after ? ` AND h.version < ${versionOf(after)}` : '';
    const rows = await this.database.rows<SeenVersion>(
      `SELECT h.*, (${seen.toEnd.text}) AS seen_to_end FROM ${seen.text}${below} ORDER BY h.version DESC LIMIT ${first + 1}`,
      [...seen.toEnd.params, ...seen.params],
    );
    if (rows.length === 0 && !after) throw new NotFound();
    const nodes = rows.slice(0, first).map((row, place): RecordVersionView => {
      const before = follows(row, rows[place + 1] ?? null) ? rows[place + 1]! : null;
      return {
        id: row.id,
        version: row.version,
        event: eventOf(before, row),
        from: row.valid_from,
        to: row.valid_to.getTime() >= END || !Number(row.seen_to_end) ? null : row.valid_to,
        actorId: row.actor_id,
        reason: mayReadReasons(viewer) ? row.reason : null,
        condensed: before !== null && before.version < row.version - 1,
        changes: changesBetween({ viewer, locale: scope.locale }, kind, before, row),
      };
    });
    const count = async (): Promise<number> => {
      const row = await this.database.one<{ n: string }>(`SELECT COUNT(*) AS n FROM ${seen.text}`, seen.params);
      return Number(row?.n ?? 0);
    };
    return new Page(nodes, rows.length > first, ({ version }) => cursorOf(version), count);
  }

  /** `FROM … WHERE …` of the versions that the viewer may see, and the condition that one was seen to its end. */
  private versionsOf(viewer: Viewer, kind: ReadableKind, id: string): Sql & { readonly toEnd: Sql } {
    const reachAt = (moment: string): Sql =>
      reachOf(scopeOf(viewer, `${kind.kind}.read`), kindInVersions(kind, moment), 'h');
    const [fromBegin, toEnd] = [reachAt('h.valid_from'), reachAt(lastMoment('h'))];
    return {
      text: `${fromOf(kindInVersions(kind, 'h.valid_from'))} h WHERE h.id = ? AND (${fromBegin.text} OR ${toEnd.text})`,
      params: [id, ...fromBegin.params, ...toEnd.params],
      toEnd,
    };
  }
}

const END = Date.parse(`${OPEN_END.replace(' ', 'T')}Z`);

/** Whether nothing lies between two versions; of a thinned month the one before holds until the next that was kept. */
function follows({ version, valid_from }: VersionRow, before: VersionRow | null): boolean {
  return before !== null && (before.version === version - 1 || before.valid_to.getTime() === valid_from.getTime());
}

function eventOf(before: VersionRow | null, now: VersionRow): VersionEvent {
  if (now.deleted_at) return 'DELETED';
  if (!before) return now.version === 1 ? 'CREATED' : 'APPEARED';
  return before.deleted_at ? 'RESTORED' : 'CHANGED';
}

const CURSOR = 'version';

function cursorOf(version: number): string {
  return Buffer.from(JSON.stringify([CURSOR, version])).toString('base64url');
}

function versionOf(cursor: string): number {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const [, version] = /^\["version",(\d{1,9})\]$/.exec(text) ?? [];
  if (version === undefined)
    throw new RequestRefused(
      'BAD_USER_INPUT',
      'The argument "after" is no cursor of this history. Use pageInfo.endCursor of the page before.',
    );
  return Number(version);
}

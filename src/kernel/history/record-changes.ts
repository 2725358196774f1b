import { Injectable } from '@nestjs/common';
import { kindAt, momentLiteral } from '../access/kind-at.js';
import { fromOf, type ReadableKind, recordAbove, type Sql, visible } from '../access/readable.js';
import type { Viewer } from '../access/viewer.js';
import { Database } from '../database/database.js';
import { isRecordId, RecordMapper } from '../database/record-mapper.js';
import { AskedMoments } from '../lists/asked-moments.js';
import type { FilterValue, ListDefinition } from '../lists/define-list.js';
import { filterSql } from '../lists/filter-sql.js';
import type { ListChange } from '../lists/list-change.js';
import { ListReader } from '../lists/list-reader.js';
import { Page, pageSize } from '../lists/page.js';
import { Forbidden, RequestRefused } from '../runtime/domain-error.js';
import type { RequestScope } from '../runtime/request-scope.js';
import { changesBetween, type FieldChange, type VersionRow } from './shown-changes.js';
import { trackedKind } from './tracked-kind.js';

/** A record that the list has gained, lost, or holds in another version. */
export interface RecordChangeView {
  readonly id: string;
  readonly change: ListChange;
  /** When the version began that made the difference; null where it left the asker's sight. */
  readonly at: Date | null;
  /** What changed, for a record that was seen at both moments. */
  readonly changes: readonly FieldChange[];
  /** The record as the list shows it at the one moment and the other; read for the whole page when first asked for. */
  readonly before: Promise<object | null>;
  readonly after: Promise<object | null>;
}

/** Which moments, and which list. */
export interface ChangesAsked {
  readonly from: Date;
  readonly to: Date;
  readonly filter?: FilterValue | null;
  /** Null: all of them. */
  readonly change?: readonly ListChange[] | null;
  readonly first: number;
  readonly after?: string | null;
}

const NOTHING = Promise.resolve(null);

const CONDITIONS: Readonly<Record<ListChange, string>> = {
  CAME: 'MAX(s.was) IS NULL',
  WENT: 'MAX(s.is_now) IS NULL',
  CHANGED: 'MAX(s.was) IS NOT NULL AND MAX(s.is_now) IS NOT NULL',
};

interface FoundRow {
  readonly id: string;
  readonly before: number | null;
  readonly after: number | null;
}

/** What came into a list, left it and changed in it between two moments: the list at the one compared with the list at the other, under the same filter. */
@Injectable()
export class RecordChanges {
  constructor(
    private readonly database: Database,
    private readonly mapper: RecordMapper,
    private readonly moments: AskedMoments,
    private readonly lists: ListReader,
  ) {}

  /** In the order in which the records were made. Throws BAD_USER_INPUT, FORBIDDEN. */
  async page(scope: RequestScope, list: ListDefinition, asked: ChangesAsked): Promise<Page<RecordChangeView>> {
    const viewer = scope.viewer!;
    const { kind } = list.readable;
    if (!viewer.scopes.has(`${kind}.read`)) throw new Forbidden(`${kind}.read`);
    pageSize(asked.first);
    await this.moments.checkPeriod(asked.from, asked.to);
    const differing = differingSql(viewer, list, asked);
    const after = asked.after ? [idOf(asked.after)] : [];
    const rows = await this.database.rows<FoundRow>(
      `SELECT * FROM (${differing.text}) d${after.length > 0 ? ' WHERE d.id > ?' : ''} ORDER BY d.id LIMIT ${asked.first + 1}`,
      [...differing.params, ...after],
    );
    const nodes = await this.told(scope, list, asked, rows.slice(0, asked.first));
    const count = async (): Promise<number> => {
      const text = `SELECT COUNT(*) AS n FROM (${differing.text}) d`;
      return Number((await this.database.one<{ n: string }>(text, differing.params))?.n ?? 0);
    };
    return new Page(nodes, rows.length > asked.first, ({ id }) => cursorOf(id), count);
  }

  private async told(
    scope: RequestScope,
    list: ListDefinition,
    { from, to }: ChangesAsked,
    rows: readonly FoundRow[],
  ): Promise<RecordChangeView[]> {
    const tracked = trackedKind(this.mapper, list.readable.kind);
    const versions = await this.versions(tracked.mapped.table, rows);
    const nodesAt = (at: Date): (() => Promise<Map<string, object>>) => {
      let found: Promise<Map<string, object>> | null = null;
      return () => (found ??= this.nodes(scope, list, rows, at));
    };
    const [then, now] = [nodesAt(from), nodesAt(to)];
    const asker = { viewer: scope.viewer!, locale: scope.locale };
    return rows.map((row): RecordChangeView => {
      const { id } = row;
      const [old, held] = [versions.get(`${id}:${row.before}`) ?? null, versions.get(`${id}:${row.after}`) ?? null];
      const change = old && held ? 'CHANGED' : held ? 'CAME' : 'WENT';
      const changes = old && held ? changesBetween(asker, tracked, old, held) : [];
      const at = held?.valid_from ?? null;
      return {
        ...{ id, change, at, changes },
        get before() {
          return old ? then().then((nodes) => nodes.get(id) ?? null) : NOTHING;
        },
        get after() {
          return held ? now().then((nodes) => nodes.get(id) ?? null) : NOTHING;
        },
      };
    });
  }

  private async nodes(
    { viewer }: RequestScope,
    list: ListDefinition,
    rows: readonly FoundRow[],
    at: Date,
  ): Promise<Map<string, object>> {
    const ids = rows.map(({ id }) => id);
    const found = await this.lists.byIds<{ readonly id: string }>(list, viewer!, ids, at);
    return new Map(found.map((node) => [node.id, node]));
  }

  private async versions(table: string, rows: readonly FoundRow[]): Promise<Map<string, VersionRow>> {
    const pairs = rows.flatMap(({ id, before, after }) =>
      [before, after].filter((version) => version !== null).map((version) => [id, version] as const),
    );
    if (pairs.length === 0) return new Map();
    const found = await this.database.rows<VersionRow>(
      `SELECT h.* FROM ${table}_history h WHERE ${pairs.map(() => '(h.id = ? AND h.version = ?)').join(' OR ')}`,
      pairs.flat(),
    );
    return new Map(found.map((row) => [`${row.id}:${row.version}`, row]));
  }
}

/** Records that the list holds at one of the moments only, or in another version: `id`, `before` and `after`, the versions seen. */
function differingSql(viewer: Viewer, list: ListDefinition, { from, to, filter = null, change }: ChangesAsked): Sql {
  const touched = touchedSql(list.readable, from, to);
  const [before, after] = [from, to].map((moment) => standingSql(viewer, list, filter, moment, touched)) as [Sql, Sql];
  const kinds = change ? [...new Set(change)].map((one) => CONDITIONS[one]) : null;
  const wanted = kinds ? ` AND (${[...kinds, '1=0'].join(' OR ')})` : '';
  return {
    text:
      `SELECT s.id, MAX(s.was) AS \`before\`, MAX(s.is_now) AS \`after\` FROM (` +
      `SELECT a.id, a.version AS was, NULL AS is_now FROM (${before.text}) a` +
      ` UNION ALL SELECT b.id, NULL AS was, b.version AS is_now FROM (${after.text}) b) s` +
      ` GROUP BY s.id HAVING NOT (MAX(s.was) <=> MAX(s.is_now))${wanted}`,
    params: [...before.params, ...after.params],
  };
}

/** What the list holds at a moment, of the records that something happened to. */
function standingSql(viewer: Viewer, list: ListDefinition, filter: FilterValue | null, at: Date, touched: string): Sql {
  const kind = kindAt(list.readable, at);
  const seen = visible(viewer, kind, 't');
  const asked = filterSql(list, viewer, filter, 't');
  return {
    text: `SELECT t.id, t.version FROM (${touched}) c JOIN ${fromOf(kind)} t ON t.id = c.id WHERE ${seen.text}${asked ? ` AND ${asked.text}` : ''}`,
    params: [...seen.params, ...(asked?.params ?? [])],
  };
}

/** Only records of which a version began, or of which the record above got one, can differ. */
function touchedSql(kind: ReadableKind, from: Date, to: Date): string {
  const began = (table: string): string =>
    `SELECT v.id FROM ${table}_history v WHERE v.valid_from > ${momentLiteral(from)} AND v.valid_from <= ${momentLiteral(to)}`;
  const above = recordAbove(kind);
  if (!above) return began(kind.table);
  return `${began(kind.table)} UNION SELECT k.id FROM ${kind.table}_history k WHERE k.${above.key} IN (${began(above.table)})`;
}

function cursorOf(id: string): string {
  return Buffer.from(JSON.stringify(['change', id])).toString('base64url');
}

function idOf(cursor: string): string {
  const [, id] = /^\["change","(\d+)"\]$/.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  if (id === undefined || !isRecordId(id))
    throw new RequestRefused(
      'BAD_USER_INPUT',
      'The argument "after" is no cursor of these changes. Use pageInfo.endCursor of the page before. 参数“after”不是此变化列表的游标，请使用上一页的 pageInfo.endCursor。',
    );
  return id;
}

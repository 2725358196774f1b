import { Injectable } from '@nestjs/common';
import { scopeOf, type Viewer } from '../access/viewer.js';
import { Database } from '../database/database.js';
import type { ListArgs } from '../lists/define-list.js';
import { ListReader, loaderOf } from '../lists/list-reader.js';
import type { Page } from '../lists/page.js';
import { RequestRefused } from '../runtime/domain-error.js';
import { pick } from '../runtime/labels.js';
import type { RequestScope } from '../runtime/request-scope.js';
import { type AuditChanges, isErased } from './audit-changes.js';
import { AUDIT_ENTRIES } from './audit-list.js';
import { fieldLabel } from './restorable.js';
import { shownValue } from './shown-value.js';

/** An entry as its readers see it, without its values. */
export interface AuditEntryView {
  readonly id: string;
  readonly kind: string;
  readonly recordId: string;
  readonly actorId: string | null;
}

/** What an entry says of one field to whoever reads it. */
export interface ShownChange {
  readonly field: string;
  readonly label: string;
  readonly old: string | null;
  readonly new: string | null;
  readonly erased: boolean;
}

/** Reads the audit, always through the viewer's read predicate. */
@Injectable()
export class AuditTrail {
  constructor(
    private readonly database: Database,
    private readonly lists: ListReader,
  ) {}

  /** One page. Throws BAD_USER_INPUT when the viewer's scope is not ALL and the filter names no record: theirs is the trail of a record. */
  page<N extends AuditEntryView>(viewer: Viewer, args: ListArgs): Promise<Page<N>> {
    if (!scopeOf(viewer, 'audit.read').all && !namesRecord(args))
      throw new RequestRefused(
        'BAD_USER_INPUT',
        'Name one record: filter by kind { eq } and recordId { eq }. 请用 kind { eq } 和 recordId { eq } 指定一条记录。',
      );
    return this.lists.page<N>(AUDIT_ENTRIES, viewer, args);
  }

  /** The entry with its values as they stand; null when it is missing or unseen. */
  async entry(viewer: Viewer, id: string): Promise<{ entry: AuditEntryView; changes: AuditChanges } | null> {
    const [entry] = await this.lists.byIds<AuditEntryView>(AUDIT_ENTRIES, viewer, [id]);
    if (!entry) return null;
    const changes = (await this.values([id])).get(id) ?? {};
    return { entry, changes };
  }

  /** What the entry says of each field, as the asker may see it; one statement for a page. */
  async changesOf(scope: RequestScope, { id, kind }: AuditEntryView): Promise<ShownChange[]> {
    const viewer = scope.viewer!;
    const loader = loaderOf<string, AuditChanges>(scope, 'audit-changes', async (ids) => {
      const found = await this.values(ids);
      return ids.map((one) => found.get(one) ?? {});
    });
    return Object.entries(await loader.load(id)).map(([field, change]) => {
      const label = pick(fieldLabel(kind, field), scope.locale);
      if (isErased(change)) return { field, label, old: null, new: null, erased: true };
      const [old, now] = change.map((value) => shownValue(viewer, kind, field, value));
      return { field, label, old: old ?? null, new: now ?? null, erased: false };
    });
  }

  private async values(ids: readonly string[]): Promise<Map<string, AuditChanges>> {
    const rows = await this.database.rows<{ entry_id: string; changes: string }>(
      `SELECT entry_id, changes FROM audit_value WHERE entry_id IN (${ids.map(() => '?').join(',')})`,
      ids,
    );
    return new Map(rows.map(({ entry_id: id, changes }) => [id, JSON.parse(changes) as AuditChanges]));
  }
}

function namesRecord({ filter }: ListArgs): boolean {
  const equals = (field: string): boolean => {
    const condition = filter?.[field];
    return typeof condition === 'object' && condition !== null && typeof Reflect.get(condition, 'eq') === 'string';
  };
  return equals('kind') && equals('recordId');
}

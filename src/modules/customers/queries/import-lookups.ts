import { Injectable } from '@nestjs/common';
import type { ReadableKind } from '../../../kernel/access/readable.js';
import { visible } from '../../../kernel/access/readable.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { Database } from '../../../kernel/database/database.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import { PEOPLE, type PersonNode } from '../../permissions/index.js';
import { CONTACT, CUSTOMER } from '../customers.permissions.js';

/** A person who may own customers. */
export interface ImportOwner {
  readonly id: string;
  readonly departmentId: string;
}

const PEOPLE_AT_ONCE = 100;

/** Finds what the cells of an import refer to, among the records that the importer may see. */
@Injectable()
export class ImportLookups {
  constructor(
    private readonly database: Database,
    private readonly lists: ListReader,
  ) {}

  /** External key → ids of customers; of several with the same key only two. */
  customersByKey(viewer: Viewer, keys: readonly string[]): Promise<Map<string, string[]>> {
    return this.idsBy(viewer, CUSTOMER, 'customer', 'external_key', keys);
  }

  /** Name → ids of customers, in the same way. */
  customersByName(viewer: Viewer, names: readonly string[]): Promise<Map<string, string[]>> {
    return this.idsBy(viewer, CUSTOMER, 'customer', 'name', names);
  }

  /** External key → ids of contacts, in the same way. */
  contactsByKey(viewer: Viewer, keys: readonly string[]): Promise<Map<string, string[]>> {
    return this.idsBy(viewer, CONTACT, 'contact', 'external_key', keys);
  }

  /** Login → person; active ones only. */
  async owners(viewer: Viewer, logins: readonly string[]): Promise<Map<string, ImportOwner>> {
    const wanted = [...new Set(logins)].slice(0, PEOPLE_AT_ONCE);
    if (wanted.length === 0) return new Map();
    const within = { text: `t.active = 1 AND t.login IN (${wanted.map(() => '?').join(',')})`, params: wanted };
    const page = await this.lists.page<PersonNode>(PEOPLE, viewer, { first: PEOPLE_AT_ONCE }, within);
    return new Map(page.nodes.map(({ login, id, departmentId }) => [login, { id, departmentId }]));
  }

  private async idsBy(
    viewer: Viewer,
    kind: ReadableKind,
    table: 'customer' | 'contact',
    column: 'external_key' | 'name',
    values: readonly string[],
  ): Promise<Map<string, string[]>> {
    const wanted = [...new Set(values)];
    const found = new Map<string, string[]>();
    if (wanted.length === 0) return found;
    const seen = visible(viewer, kind, 't');
    const slots = wanted.map(() => '?').join(',');
    const from = table === 'customer' ? 'FROM customer t' : 'FROM contact t';
    const key = column === 'name' ? 't.name' : 't.external_key';
    const rows = await this.database.rows<{ first: string; last: string; found_by: string }>(
      `SELECT MIN(t.id) AS first, MAX(t.id) AS last, ${key} AS found_by ${from}
       WHERE ${key} IN (${slots}) AND ${seen.text} GROUP BY ${key} ORDER BY found_by`,
      [...wanted, ...seen.params],
    );
    // The database takes texts that differ in blanks at the end for the same.
    for (const { first, last, found_by } of rows)
      found.set(found_by.trimEnd(), first === last ? [first] : [first, last]);
    return found;
  }
}

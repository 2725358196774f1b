import { Injectable } from '@nestjs/common';
import { kindAt } from '../access/kind-at.js';
import { fromOf, readableKind, visible } from '../access/readable.js';
import { Database } from '../database/database.js';
import type { RequestScope } from '../runtime/request-scope.js';
import { loaderOf } from './list-reader.js';

/** Tells whether the asker may see a record of whatever kind; for messages and links that know only kind and id. */
@Injectable()
export class VisibleRecords {
  constructor(private readonly database: Database) {}

  /** Whether the asker may see the record, now or at the moment that the scope reads at; one statement per kind and operation. An unknown kind is never seen. */
  maySee(scope: RequestScope, kind: string, id: string): Promise<boolean> {
    const { viewer, asOf = null } = scope;
    const known = readableKind(kind);
    if (!viewer || !known) return Promise.resolve(false);
    const readable = kindAt(known, asOf);
    const loader = loaderOf<string, boolean>(scope, `seen:${kind}`, async (ids) => {
      const seen = visible(viewer, readable, 't');
      const rows = await this.database.rows<{ id: string }>(
        `SELECT t.id FROM ${fromOf(readable)} t WHERE t.id IN (${ids.map(() => '?').join(',')}) AND ${seen.text}`,
        [...ids, ...seen.params],
      );
      const found = new Set(rows.map((row) => row.id));
      return ids.map((one) => found.has(one));
    });
    return loader.load(id);
  }
}

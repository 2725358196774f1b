import { knows } from '../access/field-access.js';
import { kindAt } from '../access/kind-at.js';
import { fromOf, readableKind, type Sql, visible } from '../access/readable.js';
import type { Viewer } from '../access/viewer.js';
import type { Label } from '../runtime/labels.js';

/** Where the name is found that stands for a key: in the row with that key, the newest one when there are several. */
export interface NamedBy {
  readonly table: string;
  readonly key: 'id' | 'code';
  /** Column of the name, or one for each language. */
  readonly name: string | Label;
  /** Record kind whose read predicate decides who is told the name; null: everybody, also of what has been deleted since. */
  readonly kind: string | null;
}

/** The statement that brings the names of the keys that the viewer may be told: `named` (key), `zh`, `en`; the newest row of a key comes last. What the read predicate decides is told as it was at the moment; null: now. */
export function recordNamesSql(
  viewer: Viewer,
  { table, key, name, kind }: NamedBy,
  keys: readonly string[],
  at: Date | null = null,
): Sql {
  const [zh, en] = typeof name === 'string' ? [name, name] : [name.zh, name.en];
  const known = kind === null ? null : readableKind(kind);
  const readable = known && kindAt(known, at);
  const column = (name: string): string => (knows(viewer, table, name) ? `t.${name}` : 'NULL');
  const seen = kind === null ? EVERYBODY : readable ? visible(viewer, readable, 't') : NOBODY;
  return {
    text:
      `SELECT t.${key} AS named, ${column(zh)} AS zh, ${column(en)} AS en FROM ${readable ? fromOf(readable) : table} t` +
      ` WHERE t.${key} IN (${keys.map(() => '?').join(',')}) AND ${seen.text} ORDER BY t.id`,
    params: [...keys, ...seen.params],
  };
}

const EVERYBODY: Sql = { text: '1=1', params: [] };
const NOBODY: Sql = { text: '1=0', params: [] };

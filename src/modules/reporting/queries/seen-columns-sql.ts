import { kindAt } from '../../../kernel/access/kind-at.js';
import { fromOf, readableKind, reachOf, type Sql, visible } from '../../../kernel/access/readable.js';
import { scopeOf } from '../../../kernel/access/viewer.js';
import type { BorrowedColumns, Dataset, NameReference } from '../../../kernel/lists/dataset.js';
import type { ReportGround } from './report-ground.js';

/** Writes a column of the view `t` as the asker may see it. */
export type ColumnSql = (column: string) => string;

/** The read predicate of the dataset's kind over its view, which has left deleted rows out already. */
export function rowsInReach({ viewer, at }: ReportGround, { readable, reportAction }: Dataset): Sql {
  const verb = reportAction.slice(readable.kind.length + 1);
  return visible(viewer, { ...kindAt(readable, at), softDeleted: false }, 't', verb);
}

/** Whose names stand for ids: of those the ones that the asker may read; of a kind that nobody declared, none. */
export function namesInReach({ viewer, at }: ReportGround, { kind }: NameReference, alias: string): Sql {
  const readable = readableKind(kind);
  return readable ? visible(viewer, kindAt(readable, at), alias) : { text: '1=0', params: [] };
}

/** The columns of a dataset for one statement: what the view takes from a record that the asker may not read is empty, wherever it stands. */
export class SeenColumns {
  private readonly joined = new Map<BorrowedColumns, string>();

  constructor(
    private readonly ground: ReportGround,
    private readonly dataset: Dataset,
  ) {}

  readonly of: ColumnSql = (column) => {
    const borrowed = this.dataset.borrowed?.find(({ columns }) => columns.includes(column));
    if (!borrowed || scopeOf(this.ground.viewer, `${borrowed.from.kind}.read`).all) return `t.${column}`;
    const alias = this.joined.get(borrowed) ?? `b${this.joined.size}`;
    this.joined.set(borrowed, alias);
    return `CASE WHEN ${alias}.id IS NOT NULL THEN t.${column} END`;
  };

  /** The view with the records that the columns asked for so far are borrowed from, as far as the asker may read them. */
  source(): Sql {
    const joins = [...this.joined].map(([borrowed, alias]) => this.joinSql(borrowed, alias));
    return {
      text: `${this.ground.source} t${joins.map(({ text }) => text).join('')}`,
      params: joins.flatMap(({ params }) => params),
    };
  }

  /** Whether records deleted since still count, the view has decided; here only the reach counts. */
  private joinSql({ from, key }: BorrowedColumns, alias: string): Sql {
    const { viewer, at } = this.ground;
    const placed = kindAt(from, at);
    const reach = reachOf(scopeOf(viewer, `${from.kind}.read`), placed, 'r');
    return {
      text: ` LEFT JOIN (SELECT r.id FROM ${fromOf(placed)} r WHERE ${reach.text}) ${alias} ON ${alias}.id = t.${key}`,
      params: reach.params,
    };
  }
}

import { Injectable } from '@nestjs/common';
import { kindAt, tableAt } from '../access/kind-at.js';
import { fromOf } from '../access/readable.js';
import { Database } from '../database/database.js';
import { recordKinds } from '../database/record-kind.js';
import type { Dataset } from './dataset.js';

/** A table with its alias as the engines write it back in the text of a view. */
const TABLE = /`[^`]+`\.`(\w+)` `(\w+)`/g;
interface ViewRow {
  readonly text: string;
  /** Name of the database, which the engines write before every table. */
  readonly home: string;
}

/** Tables of facts that do not change. */
const TIMELESS = ['calendar_day'];

/** Reads `fact_` views at a moment: the view's own text, over the rows that its tables had then. */
@Injectable()
export class FactViews {
  private readonly texts = new Map<string, ViewRow>();

  constructor(private readonly database: Database) {}

  /** What stands after FROM for the dataset's view at a moment; null: now. Throws for a view over a table whose past nobody keeps. */
  async source({ view, logs = [] }: Pick<Dataset, 'view' | 'logs'>, at: Date | null): Promise<string> {
    if (!at) return view;
    const { text, home } = await this.textOf(view);
    const then = text.replace(TABLE, (_, table: string, alias: string) => {
      const log = logs.find((one) => one.table === table);
      if (log) return `${fromOf(kindAt(log, at))} ${alias}`;
      if (TIMELESS.includes(table)) return `${table} ${alias}`;
      if (!recordKinds().some((kind) => kind.table === table && kind.history))
        throw new Error(`${view} reads ${table}, whose past is not kept.`);
      return `${tableAt(table, at)} ${alias}`;
    });
    if (then.includes(`\`${home}\`.`))
      throw new Error(`${view} reads a table without an alias, whose past would be passed over.`);
    return `(${then})`;
  }

  /** As the database keeps it; a view changes only with a migration, before the process serves anybody. */
  private async textOf(view: string): Promise<ViewRow> {
    const known = this.texts.get(view);
    if (known) return known;
    const row = await this.database.one<ViewRow>(
      'SELECT view_definition AS text, table_schema AS home FROM information_schema.views WHERE table_schema = DATABASE() AND table_name = ?',
      [view],
    );
    if (!row?.text) throw new Error(`The database does not tell what ${view} is made of: grant SHOW VIEW.`);
    this.texts.set(view, row);
    return row;
  }
}

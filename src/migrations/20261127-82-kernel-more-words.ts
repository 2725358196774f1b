import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from '../kernel/database/table-builder.js';
import { gramsOf, joinSearchParts, pinyinInitials, type SearchPart } from '../kernel/lists/search-text.js';

interface Words {
  readonly table: string;
  /** Name in the index. */
  readonly kind: string;
  /** Characters of the search text. */
  readonly length: number;
  readonly columns: readonly string[];
  readonly partsOf: (row: Row) => readonly SearchPart[];
}

type Row = Readonly<Record<string, string | null>> & { readonly id: string; readonly version: number };

/** What is searched from now on, and by which of its words. */
const SEARCHED: readonly Words[] = [
  {
    table: 'interaction',
    kind: 'interaction',
    length: 6_000,
    columns: ['summary', 'follow_up_note'],
    partsOf: (row) => [
      { column: 'summary', texts: [row['summary']] },
      { column: 'follow_up_note', texts: [row['follow_up_note']] },
    ],
  },
  {
    table: 'product',
    kind: 'product',
    length: 1_000,
    columns: ['name', 'code', 'series'],
    partsOf: (row) => [
      { column: 'name', texts: [row['name'], pinyinInitials(row['name'] ?? '')] },
      { column: 'code', texts: [row['code']] },
      { column: 'series', texts: [row['series']] },
    ],
  },
];
const ROWS_AT_ONCE = 500;
const WORDS_AT_ONCE = 10_000;

/** Interactions and products are found by keywords too: a search text for each, now and in every version, and its words in the index. */
export class KernelMoreWords1764201600082 implements MigrationInterface {
  name = 'KernelMoreWords1764201600082';

  async up(runner: QueryRunner): Promise<void> {
    for (const searched of SEARCHED) {
      const { table, length } = searched;
      await addColumn(runner, [table, `${table}_history`], 'search_text', `varchar(${length}) NOT NULL DEFAULT ''`);
      await fill(runner, searched, `${table}_history`);
      await fill(runner, searched, table);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { table, kind } of SEARCHED) {
      await runner.query('DELETE FROM search_gram WHERE kind = ?', [kind]);
      await dropColumn(runner, [table, `${table}_history`], 'search_text');
    }
  }
}

/** Row by row of a batch, in the order of the key; what a migration that was cut off had written is written again. */
async function fill(runner: QueryRunner, { kind, length, columns, partsOf }: Words, table: string): Promise<void> {
  let [id, version]: [string, number] = ['0', 0];
  for (;;) {
    const rows = (await runner.query(
      `SELECT id, version, ${columns.join(', ')} FROM ${table}
       WHERE id > ? OR (id = ? AND version > ?) ORDER BY id, version LIMIT ${ROWS_AT_ONCE}`,
      [id, id, version],
    )) as Row[];
    const last = rows.at(-1);
    if (!last) return;
    const texts = rows.map((row) => [...joinSearchParts(partsOf(row))].slice(0, length).join(''));
    await runner.query(
      `UPDATE ${table} SET search_text = CASE ${rows.map(() => 'WHEN id = ? AND version = ? THEN ?').join(' ')} ELSE search_text END
       WHERE id IN (${rows.map(() => '?').join(',')})`,
      [...rows.flatMap((row, place) => [row.id, row.version, texts[place]]), ...rows.map((row) => row.id)],
    );
    await addWords(
      runner,
      rows.flatMap((row, place) => [...gramsOf(texts[place]!)].map((gram) => [kind, gram, row.id])),
    );
    [id, version] = [last.id, last.version];
  }
}

async function addWords(runner: QueryRunner, words: readonly (readonly string[])[]): Promise<void> {
  for (let place = 0; place < words.length; place += WORDS_AT_ONCE) {
    const some = words.slice(place, place + WORDS_AT_ONCE);
    await runner.query(
      `INSERT INTO search_gram (kind, gram, record_id) VALUES ${some.map(() => '(?,?,?)').join(',')}
       ON DUPLICATE KEY UPDATE kind = VALUES(kind)`,
      some.flat(),
    );
  }
}

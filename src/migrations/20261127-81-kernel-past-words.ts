import type { MigrationInterface, QueryRunner } from 'typeorm';
import { gramsOf } from '../kernel/lists/search-text.js';

/** Tables with a search text, and the kind that stands in the index. */
const SEARCHED: Readonly<Record<string, string>> = {
  customer: 'customer',
  contact: 'contact',
  opportunity: 'opportunity',
  person: 'person',
  service_case: 'serviceCase',
};
const ROWS_AT_ONCE = 500;

interface Version {
  readonly id: string;
  readonly version: number;
  readonly text: string;
}

/** The search index keeps the words of the past, so that keywords find what was so at a moment; those that were dropped come back from the history. */
export class KernelPastWords1764201600081 implements MigrationInterface {
  name = 'KernelPastWords1764201600081';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, kind] of Object.entries(SEARCHED)) {
      let [id, version]: [string, number] = ['0', 0];
      for (;;) {
        const rows = (await runner.query(
          `SELECT id, version, search_text AS text FROM ${table}_history
           WHERE (id > ? OR (id = ? AND version > ?)) AND valid_to < '9999-12-31' ORDER BY id, version LIMIT ${ROWS_AT_ONCE}`,
          [id, id, version],
        )) as Version[];
        const words = rows.flatMap((row) => [...gramsOf(row.text)].map((gram) => [kind, gram, row.id]));
        if (words.length > 0)
          await runner.query(
            `INSERT INTO search_gram (kind, gram, record_id) VALUES ${words.map(() => '(?,?,?)').join(',')}
             ON DUPLICATE KEY UPDATE kind = VALUES(kind)`,
            words.flat(),
          );
        const last = rows.at(-1);
        if (!last) break;
        [id, version] = [last.id, last.version];
      }
    }
  }

  /** Words too many do no harm: the search text decides. */
  async down(): Promise<void> {}
}

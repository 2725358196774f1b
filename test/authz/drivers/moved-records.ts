import type { Sight } from '../model/sight.js';
import type { Oracle } from '../oracle/oracle.js';
import { kindOf } from '../world/kinds.js';
import { type Row, rowOf, rowsOf } from '../world/rows.js';

/** A record that stood elsewhere at that moment. */
export interface Moved {
  readonly type: string;
  readonly row: Row;
  readonly moment: string;
  /** Whether the person saw it then and does not now, or the other way round. */
  readonly turned: boolean;
}

/** Records of these types that the person sees now or saw at a moment, and whose owner, department or record above was another. */
export function movedRecords(sight: Sight, moments: readonly string[], types: readonly string[]): Moved[] {
  return moments.flatMap((moment) => types.flatMap((type) => movedOf(sight, moment, type)));
}

function movedOf(sight: Sight, moment: string, type: string): Moved[] {
  const there = sight.at(moment);
  return rowsOf(sight.oracle.world, type).flatMap((row): Moved[] => {
    const then = rowOf(there.oracle.records, type, row.id);
    const [now, before] = [sight.sees(type, row.id), there.sees(type, row.id)];
    if (!then || !(now || before) || placeOf(sight.oracle, type, row) === placeOf(there.oracle, type, then)) return [];
    return [{ type, row, moment, turned: now !== before }];
  });
}

/** What decides who sees the record, in one text. */
function placeOf(oracle: Oracle, type: string, row: Row): string {
  const { parent } = kindOf(type);
  const above = parent ? rowOf(oracle.records, parent[0], row[parent[1]]) : oracle.customerOf(type, row);
  return JSON.stringify([ownPlace(type, row), above && [above.id, ownPlace(parent?.[0] ?? 'Customer', above)]]);
}

function ownPlace(type: string, row: Row): unknown[] {
  const { owner, department } = kindOf(type);
  return [
    owner === undefined ? null : row[owner],
    department === undefined ? null : row[department],
    row['deleted_at'],
  ];
}

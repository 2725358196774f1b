import type { Draw } from './draw.js';
import { rowsOf } from './rows.js';

/** Until then some records stood elsewhere. */
export const MOVED_AT = '2026-06-01T00:00:00.000Z';
const MOVED_PERCENT = 30;

/** Types of which some rows had another owner and department before. */
export const WITH_PAST = ['Customer', 'Opportunity', 'ServiceCase'] as const;

/** Where a row stood before. */
export interface Past {
  readonly owner_id: string;
  readonly department_id: string;
}

/** Gives some records a past place. */
export function drawPast(draw: Draw): void {
  for (const type of WITH_PAST)
    for (const row of rowsOf(draw.world, type))
      if (String(row['created_at']) < MOVED_AT && draw.chance.percent(MOVED_PERCENT)) row['was'] = draw.place();
}

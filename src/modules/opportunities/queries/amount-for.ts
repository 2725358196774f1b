import { shown } from '../../../kernel/access/field-access.js';
import type { Viewer } from '../../../kernel/access/viewer.js';

const NOTHING = '0.00';

/** A sum of deals' amounts as the viewer may see it: null under a rule on the amount, 0.00 over no deals. */
export function amountFor(viewer: Viewer, sum: string | null | undefined): string | null {
  return shown(viewer, 'opportunity', 'base_amount', sum ?? NOTHING) as string | null;
}

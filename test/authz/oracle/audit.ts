import { typeOfAction } from '../world/kinds.js';
import { type Row, rowOf } from '../world/rows.js';
import type { Oracle } from './oracle.js';

/** §6: scope ALL reads every entry; any narrower one reads what is about a record that the person sees. */
export function readsEntry(oracle: Oracle, person: Row, entry: Row): boolean {
  if (oracle.reachesAll(person, 'audit.read')) return true;
  if (!oracle.holds(person, 'audit.read')) return false;
  const type = typeOfAction(String(entry['kind']));
  const row = type === null ? null : rowOf(oracle.world, type, entry['record_id']);
  return type !== null && row !== null && oracle.seen(person, type, row);
}

/** §6: the code with which erasing is answered at the door: null when it is let through. Scope ALL works on deleted records too. */
export function eraseRefusal(oracle: Oracle, person: Row, type: string, row: Row): string | null {
  if (!oracle.holds(person, 'audit.erase')) return 'FORBIDDEN';
  if (oracle.reachesAll(person, 'audit.erase')) return null;
  if (!oracle.seen(person, type, row)) return 'NOT_FOUND';
  return oracle.reaches(person, 'audit.erase', type, row) ? null : 'FORBIDDEN';
}

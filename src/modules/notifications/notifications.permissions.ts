import type { Viewer } from '../../kernel/access/viewer.js';

/** An inbox is its person's own and needs no role; nobody reads another one's. The records that messages speak of keep their own rules. */
export function inboxOf(viewer: Viewer): string {
  return viewer.personId;
}

import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';
import { flushUnique } from '../../../kernel/database/unique-race.js';
import type { Work } from '../../../kernel/database/work.js';

/** A row per thing that several people must not change at once; its id is that thing's id. */
@RecordKind({ kind: 'organisation_guard', table: 'organisation_guard', tracked: false })
export class OrganisationGuard extends StoredRecord {}

/** The guard of the shape of the department tree, and of who stands where in it, leads whom and holds which role: what a role reaches follows from all of that. */
export const TREE = '1';

/** Writes the guard of a record (or of the tree), so that two works that rely on it meet there; read what it guards afterwards. */
export async function meetAt(work: Work, id: string): Promise<void> {
  const guard = await work.fetchUnscoped(OrganisationGuard, id);
  if (guard) work.touch(guard);
  else work.add(Object.assign(new OrganisationGuard(), { id }));
  await flushUnique(work);
}

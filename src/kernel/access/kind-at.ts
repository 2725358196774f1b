import type { ChildKind, LogPast, OwnedKind, ReadableKind } from './readable.js';

/**
 * The kind as it stood at a moment: its rows, and the rows above them, are the versions that held then, so that today's rights are matched
 * against the owner and department of that time (architecture, decision 3). Null: now. A kind that keeps no past stays as it is.
 */
export function kindAt<K extends ReadableKind>(kind: K, at: Date | null): K {
  if (at === null) return kind;
  const known = made.get(kind);
  if (known?.moment === at.getTime()) return known.kind as K;
  const then: ReadableKind = { ...kind, from: rowsAt(kind, at) };
  if ('parent' in then) (then as { parent: OwnedKind }).parent = kindAt((kind as ChildKind).parent, at);
  if ('through' in then && then.through)
    (then as { through: OwnedKind['through'] }).through = { ...then.through, parent: kindAt(then.through.parent, at) };
  made.set(kind, { moment: at.getTime(), kind: then });
  return then as K;
}

/**
 * The kind in all its versions: each is reached by the owner and department that it had, and with the record above it as that was at
 * `moment`, an SQL expression over the version, such as the moment when it began (`valid_from`) or the last at which it held (`lastMoment`).
 */
export function kindInVersions<K extends ReadableKind>(kind: K, moment: string): K {
  const then: ReadableKind = { ...kind, from: `${kind.table}_history` };
  const above = (parent: OwnedKind): OwnedKind => ({
    ...parent,
    from: `${parent.table}_history`,
    when: (up) => `${up}.valid_from <= ${moment} AND ${up}.valid_to > ${moment}`,
  });
  if ('parent' in then) (then as { parent: OwnedKind }).parent = above((kind as ChildKind).parent);
  if ('through' in then && then.through)
    (then as { through: OwnedKind['through'] }).through = { ...then.through, parent: above(then.through.parent) };
  return then as K;
}

/** The last millisecond at which a version held. */
export function lastMoment(alias: string): string {
  return `${alias}.valid_to - INTERVAL 1000 MICROSECOND`;
}

/** Whether the kind can be asked how it stood at a moment. */
export function hasPast({ past }: ReadableKind): boolean {
  return past !== null;
}

/** The last moment asked of each kind; a request asks one kind many times. */
const made = new WeakMap<ReadableKind, { readonly moment: number; readonly kind: ReadableKind }>();

function rowsAt({ table, past }: ReadableKind, at: Date): string {
  if (past === null) return table;
  return past ? logAt(table, past, momentLiteral(at)) : tableAt(table, at);
}

/** What stands after FROM for a tracked table as it was at a moment; null: as it is now. */
export function tableAt(table: string, at: Date | null): string {
  if (at === null) return table;
  const moment = momentLiteral(at);
  return `(SELECT h.* FROM ${table}_history h WHERE h.valid_from <= ${moment} AND h.valid_to > ${moment})`;
}

function logAt(table: string, { began, ended, columns = [] }: LogPast, moment: string): string {
  const read = ended
    ? `${columns.map((column) => `l.${column}`).join(', ')}, CASE WHEN l.${ended} > ${moment} THEN NULL ELSE l.${ended} END AS ${ended}`
    : 'l.*';
  return `(SELECT ${read} FROM ${table} l WHERE l.${began} <= ${moment})`;
}

/** A moment as SQL writes it. */
export function momentLiteral(at: Date): string {
  return `'${at.toISOString().slice(0, 23).replace('T', ' ')}'`;
}

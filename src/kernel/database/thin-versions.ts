import type { Database } from './database.js';
import { type MappedKind, sameValue } from './record-mapper.js';
import type { ThinnedMonth } from './thinned-months.js';

/** An erasure and a change that began meanwhile: the version ends a little after the moment that the erasure bears. */
const SIDE_BY_SIDE_MS = 3_000;

/** A version with its interval and the columns that place it in the organisation. */
export type PlacedVersion = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly version: number;
  readonly valid_from: Date;
  readonly valid_to: Date;
};

/** Versions that go, and until when the versions before them hold instead. */
export interface Thinning {
  readonly gone: readonly PlacedVersion[];
  readonly longer: ReadonlyMap<PlacedVersion, Date>;
}

/** A kind, and the kind of the record with which its rows are seen, whose id stands in the column. */
export interface ThinnedKind {
  readonly kind: MappedKind;
  readonly above: { readonly kind: MappedKind; readonly key: string } | null;
}

/** Where a walk through a month has come to. */
export interface MonthPlace {
  readonly at: Date;
  readonly id: string;
}

/**
 * Which of one record's versions, given in order from the one that held when the month began, the month's end can do without: those that
 * ended before it and were placed as the version before was, while the record above was not `moved`. So who could see which version, and
 * until when, is told to the millisecond as before.
 */
export function thinned(
  versions: readonly PlacedVersion[],
  { endsAt }: ThinnedMonth,
  columns: readonly string[],
  moved: readonly Date[] = [],
): Thinning {
  const gone: PlacedVersion[] = [];
  const longer = new Map<PlacedVersion, Date>();
  let kept = versions[0];
  for (const version of versions.slice(1)) {
    const until = longer.get(kept!) ?? kept!.valid_to;
    const follows = until.getTime() === version.valid_from.getTime();
    const stayed = !moved.some((at) => until <= at && at < version.valid_to);
    if (version.valid_to < endsAt && follows && stayed && placedAlike(kept!, version, columns)) {
      gone.push(version);
      longer.set(kept!, version.valid_to);
    } else kept = version;
  }
  return { gone, longer };
}

function placedAlike(one: PlacedVersion, other: PlacedVersion, columns: readonly string[]): boolean {
  return columns.every((column) => sameValue(one[column], other[column]));
}

/** Columns of a kind that say where a record belongs and whether it is there: ids of other records, paths, deletion. */
export function placingColumns({ columns }: MappedKind): string[] {
  const placing = /_id$|^path$|^deleted_at$/;
  return columns.flatMap(({ column }) => (placing.test(column) ? column : []));
}

/** The next records of a kind with versions that began and ended in the month, and where to go on; no more than so many versions are looked at. */
export async function recordsOfMonth(
  database: Database,
  { table }: MappedKind,
  { endsAt }: ThinnedMonth,
  { at, id }: MonthPlace,
  limit: number,
): Promise<{ ids: readonly string[]; next: MonthPlace | null }> {
  const rows = await database.rows<{ id: string; valid_from: Date }>(
    `SELECT h.id, h.valid_from FROM ${table}_history h WHERE h.valid_from >= ? AND h.valid_from < ?` +
      ` AND (h.valid_from > ? OR h.id > ?) AND h.valid_to < ? AND h.version > 1 ORDER BY h.valid_from, h.id LIMIT ${limit}`,
    [at, endsAt, at, id, endsAt],
  );
  const last = rows.length === limit ? rows.at(-1)! : null;
  return { ids: [...new Set(rows.map((row) => row.id))], next: last && { at: last.valid_from, id: last.id } };
}

/** Thins the month of these records, in the open transaction; answers how many versions have gone. A record of which something was erased in the month keeps them, as when that was tells which values are unknown. */
export async function thinRecords(
  database: Database,
  { kind, above }: ThinnedKind,
  month: ThinnedMonth,
  ids: readonly string[],
): Promise<number> {
  const erased = await erasedIn(database, kind, month, ids);
  const left = ids.filter((id) => !erased.has(id));
  if (left.length === 0) return 0;
  const columns = placingColumns(kind);
  const records = byRecord(await versionsIn(database, kind, month, left));
  const aboveIds = above ? new Set([...records.values()].flat().map((version) => version[above.key] as string)) : [];
  const moves = above ? await movesIn(database, above.kind, month, [...aboveIds].filter(Boolean)) : null;
  const thinnings = [...records.values()].map((versions) => {
    const moved = above ? versions.flatMap((version) => moves!.get(version[above.key] as string) ?? []) : [];
    return thinned(versions, month, columns, moved);
  });
  const gone = thinnings.flatMap((one) => one.gone);
  if (gone.length === 0) return 0;
  await database.write(`DELETE FROM ${kind.table}_history WHERE ${anyOf(gone)}`, gone.flatMap(keyOf));
  const longer = thinnings.flatMap((one) => [...one.longer]);
  const versions = longer.map(([version]) => version);
  await database.write(
    `UPDATE ${kind.table}_history SET valid_to = CASE ${longer.map(() => 'WHEN id = ? AND version = ? THEN ?').join(' ')} END WHERE ${anyOf(versions)}`,
    [...longer.flatMap(([version, until]) => [...keyOf(version), until]), ...versions.flatMap(keyOf)],
  );
  return gone.length;
}

async function erasedIn(
  database: Database,
  { definition }: MappedKind,
  { beginsAt, endsAt }: ThinnedMonth,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await database.rows<{ id: string }>(
    `SELECT e.record_id AS id FROM audit_entry e WHERE e.kind = ? AND e.record_id IN (${places(ids)}) AND e.event = 'ERASED' AND e.at >= ? AND e.at < ?`,
    [definition.kind, ...ids, new Date(beginsAt.getTime() - SIDE_BY_SIDE_MS), endsAt],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Versions of records that held at some moment of the month, with their placing columns. */
function versionsIn(
  database: Database,
  kind: MappedKind,
  { beginsAt, endsAt }: ThinnedMonth,
  ids: readonly string[],
): Promise<PlacedVersion[]> {
  const columns = ['id', 'version', 'valid_from', 'valid_to', ...placingColumns(kind)];
  return database.rows<PlacedVersion>(
    `SELECT ${columns.map((column) => `h.${column}`).join(', ')} FROM ${kind.table}_history h` +
      ` WHERE h.id IN (${places(ids)}) AND h.valid_to >= ? AND h.valid_from < ? ORDER BY h.id, h.version`,
    [...ids, beginsAt, endsAt],
  );
}

/** For each of the records the moments of the month at which it came, went, or was placed elsewhere. */
async function movesIn(
  database: Database,
  kind: MappedKind,
  month: ThinnedMonth,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Date[]>> {
  if (ids.length === 0) return new Map();
  const columns = placingColumns(kind);
  const moves = new Map<string, Date[]>();
  for (const [id, versions] of byRecord(await versionsIn(database, kind, month, ids)))
    moves.set(
      id,
      versions.flatMap((version, index) => {
        const before = versions[index - 1];
        return before && placedAlike(before, version, columns) ? [] : version.valid_from;
      }),
    );
  return moves;
}

/** Condition that a row is one of these versions, written so that each is found by the primary key. */
function anyOf(versions: readonly PlacedVersion[]): string {
  return versions.map(() => '(id = ? AND version = ?)').join(' OR ');
}

function keyOf({ id, version }: PlacedVersion): [string, number] {
  return [id, version];
}

function byRecord(versions: readonly PlacedVersion[]): Map<string, PlacedVersion[]> {
  const records = new Map<string, PlacedVersion[]>();
  for (const version of versions) {
    const known = records.get(version.id);
    if (known) known.push(version);
    else records.set(version.id, [version]);
  }
  return records;
}

function places(values: readonly unknown[]): string {
  return values.map(() => '?').join(',');
}

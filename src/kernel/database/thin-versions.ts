import { SIDE_BY_SIDE_MS } from './blank-past.js';
import type { Database } from './database.js';
import { type MappedKind, sameValue } from './record-mapper.js';
import type { ThinnedMonth } from './thinned-months.js';

/** A version with its interval and the columns that place it in the organisation. */
export type PlacedVersion = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly version: number;
  readonly valid_from: Date;
  readonly valid_to: Date;
};

/** A version that goes, and the one that holds instead of it. */
export interface ThinningStep {
  readonly gone: PlacedVersion;
  readonly kept: PlacedVersion;
}

/** Versions that go in one transaction: with more pairs of id and version a statement is no longer answered by the primary key. */
export const MOST_GONE = 200;

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
): ThinningStep[] {
  const steps: ThinningStep[] = [];
  let [kept, until] = [versions[0], versions[0]?.valid_to];
  for (const version of versions.slice(1)) {
    const follows = until!.getTime() === version.valid_from.getTime();
    const stayed = !moved.some((at) => until! <= at && at < version.valid_to);
    if (version.valid_to < endsAt && follows && stayed && placedAlike(kept!, version, columns))
      steps.push({ gone: version, kept: kept! });
    else kept = version;
    until = version.valid_to;
  }
  return steps;
}

function placedAlike(one: PlacedVersion, other: PlacedVersion, columns: readonly string[]): boolean {
  return columns.every((column) => sameValue(one[column], other[column]));
}

/** Columns of a kind that say where a record belongs and whether it is there: ids of other records, paths, deletion. */
export function placingColumns({ columns }: MappedKind): string[] {
  const placing = /_id$|^path$|^deleted_at$/;
  return columns.flatMap(({ column }) => (placing.test(column) ? column : []));
}

/** The next records of a kind with versions that began and ended in the month, and where to go on; so many versions that began in it are looked at. */
export async function recordsOfMonth(
  database: Database,
  { table }: MappedKind,
  { endsAt }: ThinnedMonth,
  { at, id }: MonthPlace,
  limit: number,
): Promise<{ ids: readonly string[]; next: MonthPlace | null }> {
  const rows = await database.rows<PlacedVersion>(
    `SELECT h.id, h.version, h.valid_from, h.valid_to FROM ${table}_history h WHERE h.valid_from >= ? AND h.valid_from < ?` +
      ` AND (h.valid_from > ? OR h.id > ?) ORDER BY h.valid_from, h.id LIMIT ${limit}`,
    [at, endsAt, at, id],
  );
  const ended = rows.filter(({ version, valid_to: until }) => version > 1 && until < endsAt);
  const last = rows.length === limit ? rows.at(-1)! : null;
  return { ids: [...new Set(ended.map((row) => row.id))], next: last && { at: last.valid_from, id: last.id } };
}

/**
 * Thins the month of these records, in the open transaction; answers how many versions have gone, at most `MOST_GONE`: ask again when it is so
 * many. A record of which something was erased in the month keeps them, as when that was tells which values are unknown.
 */
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
  const records = [...byRecord(await versionsIn(database, kind, month, left)).values()];
  const moves = above ? await movesAbove(database, above, month, records) : null;
  const steps = records.flatMap((versions) => thinned(versions, month, columns, moves?.get(versions[0]!.id)));
  await apply(database, kind, steps.slice(0, MOST_GONE));
  return Math.min(steps.length, MOST_GONE);
}

async function apply(database: Database, { table }: MappedKind, steps: readonly ThinningStep[]): Promise<void> {
  if (steps.length === 0) return;
  const gone = steps.map((step) => step.gone);
  await database.write(`DELETE FROM ${table}_history WHERE ${anyOf(gone)}`, gone.flatMap(keyOf));
  const longer = new Map(steps.map((step) => [step.kept, step.gone.valid_to]));
  const kept = [...longer.keys()];
  await database.write(
    `UPDATE ${table}_history SET valid_to = CASE ${kept.map(() => 'WHEN id = ? AND version = ? THEN ?').join(' ')} END WHERE ${anyOf(kept)}`,
    [...[...longer].flatMap(([version, until]) => [...keyOf(version), until]), ...kept.flatMap(keyOf)],
  );
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

/** By record: the moments of the month at which the record above came, went, or was placed elsewhere. */
async function movesAbove(
  database: Database,
  { kind, key }: NonNullable<ThinnedKind['above']>,
  month: ThinnedMonth,
  records: readonly PlacedVersion[][],
): Promise<ReadonlyMap<string, readonly Date[]>> {
  const above = new Map(records.map((versions) => [versions[0]!.id, idsIn(versions, key)]));
  const ids = [...new Set([...above.values()].flat())];
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
  return new Map([...above].map(([id, uppers]) => [id, uppers.flatMap((upper) => moves.get(upper) ?? [])]));
}

function idsIn(versions: readonly PlacedVersion[], key: string): string[] {
  return [...new Set(versions.flatMap((version) => (version[key] as string | null) ?? []))];
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

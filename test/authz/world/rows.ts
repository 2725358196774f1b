/** A value as the model keeps it: moments as ISO text, days as YYYY-MM-DD, amounts as text. */
export type Value = string | number | boolean | null | object;

/** One row of a table, by column. */
export interface Row {
  readonly id: string;
  [column: string]: Value;
}

/** A stage of the installed sales process. */
export interface StageRow {
  readonly id: string;
  readonly modelId: string;
  readonly code: string;
  readonly kind: string;
  readonly position: number;
  readonly probability: number;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly timeLimitDays: number | null;
  readonly requirements: readonly string[];
}

/** What the product under test can do by now; the suite grows with it. */
export interface Features {
  /** Scopes that a role may name. */
  readonly scopes: readonly string[];
  /** Every action that a role may name. */
  readonly actions: readonly string[];
  /** Tables of the database with their columns. */
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, ColumnInfo>>;
  readonly stages: readonly StageRow[];
  /** Fields that roles may put under a rule. */
  readonly fields: readonly ProtectedField[];
}

/** A field that roles may hide, mask or make read-only. */
export interface ProtectedField {
  /** `<kind>.<field>`. */
  readonly name: string;
  readonly mask: string | null;
}

/** What a column takes. */
export interface ColumnInfo {
  readonly type: string;
  readonly required: boolean;
}

/** A whole company: rows by GraphQL type, and what is not a record of the schema. */
export interface World {
  readonly seed: number;
  readonly rows: Record<string, Row[]>;
  /** Every version of every tracked record by type, each with the interval in which it held; the last one is the record of now. */
  readonly versions: Record<string, Row[]>;
  readonly grants: Row[];
  readonly memberships: Row[];
  /** Departments besides the main one. */
  readonly besides: Row[];
  readonly sessions: Row[];
  readonly messages: Message[];
  /** People who ask in any case, since something was drawn around them. */
  readonly asking: string[];
}

/** A message of a person's stream. */
export interface Message {
  readonly person_id: string;
  readonly seq: number;
  readonly type: string;
  readonly kind: string;
  readonly record_id: string;
  readonly actor_id: string | null;
  readonly occurred_at: string;
  read_at: string | null;
}

/** The rows of a type; none when the world has no such rows. */
export function rowsOf(world: World, type: string): Row[] {
  return (world.rows[type] ??= []);
}

/** The versions of all rows of a type, and of where people belong besides. */
export function versionsOf(world: World, type: string): Row[] {
  return (world.versions[type] ??= []);
}

/** The row with that id; null when there is none. */
export function rowOf(world: World, type: string, id: Value | undefined): Row | null {
  if (typeof id !== 'string') return null;
  return rowsOf(world, type).find((row) => row.id === id) ?? null;
}

/** The main department of a person and those they belong to besides, in that company or as it was. */
export function departmentsOf({ besides }: World, person: Row): Value[] {
  const others = besides
    .filter((row) => row['person_id'] === person.id && row['deleted_at'] === null)
    .map((row) => row['department_id'] ?? null);
  return [person['department_id'] ?? null, ...others];
}

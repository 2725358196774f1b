import { Column, Entity, getMetadataArgsStorage, Index, PrimaryColumn } from 'typeorm';

/** Columns that every record has. */
export abstract class StoredRecord {
  @PrimaryColumn({ type: 'bigint' })
  id: string;

  /** Grows by one with each change; the optimistic lock. */
  @Column({ type: 'int' })
  version: number;

  @Column({ type: 'datetime', precision: 3 })
  createdAt: Date;

  @Column({ type: 'bigint', nullable: true })
  createdBy: string | null;

  @Column({ type: 'datetime', precision: 3 })
  updatedAt: Date;

  @Column({ type: 'bigint', nullable: true })
  updatedBy: string | null;

  /** Set when the record was deleted; deletion is soft. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  deletedAt: Date | null;
}

/** A record's class, as the write door takes it. */
export type RecordClass<R extends StoredRecord = StoredRecord> = abstract new (...args: never[]) => R;

interface KindOptions {
  /** Action-name prefix and `kind` in audit, grants and events. */
  readonly kind: string;
  readonly table: string;
  /** False for plumbing rows (sessions, receipts) that need neither history nor audit. */
  readonly tracked?: boolean;
  /** Fields whose values are kept out of audit and history comparisons, such as password hashes. */
  readonly secret?: readonly string[];
  /** Fields that hold values of other records, or what was thought of them: the trail says that they changed and never what they say. */
  readonly ofOthers?: readonly string[];
  /** Fields whose old values an erasure request may blank, in the audit and in the history. */
  readonly personal?: readonly string[];
  /** Names of the table's indexes that its history needs as well, since the past is asked by them; each ends with `valid_from` there, those of owners and departments with `valid_to` as well. */
  readonly pastIndexes?: readonly string[];
  /** For an untracked kind: what its coming and going means to the audit, such as a sign-in. */
  readonly tells?: (now: FieldValues, before: FieldValues | null) => ToldFact | null;
}

/** Values of a record by field. */
export type FieldValues = Readonly<Record<string, unknown>>;

/** What the audit keeps of a change of an untracked record. */
export interface ToldFact {
  readonly event: 'SIGN_IN' | 'SIGN_OUT';
  /** Who did it, where the system acts for somebody. */
  readonly actorId?: string;
  readonly sessionId?: string;
}

/** What the write door knows of a record class before the data source is up. */
export interface RecordKindDefinition extends KindOptions {
  readonly target: RecordClass;
  readonly history: { new (): object } | null;
}

const definitions = new Map<RecordClass, RecordKindDefinition>();

/** Declares an entity of the write door; tracked kinds get their `<table>_history` twin with validity intervals. */
export function RecordKind(options: KindOptions): ClassDecorator {
  return (target) => {
    const record = target as unknown as RecordClass;
    Entity({ name: options.table })(target);
    const history = options.tracked === false ? null : historyTwin(record, options);
    definitions.set(record, { ...options, target: record, history });
  };
}

/** All declared record kinds. */
export function recordKinds(): readonly RecordKindDefinition[] {
  return [...definitions.values()];
}

/** The definition of a record class. Throws when the class was never declared. */
export function recordKindOf(target: RecordClass): RecordKindDefinition {
  const definition = definitions.get(target);
  if (!definition) throw new Error(`${target.name} is no record kind: add @RecordKind.`);
  return definition;
}

/** By these the read predicate finds rows; few of many versions held at a moment, and such an index tells which without a look at the others. */
const PLACES = ['ownerId', 'submitterId', 'departmentId'];

/** Makes the entity `<table>_history`: the same columns, keyed by (id, version), with the interval, the actor and the reason. */
function historyTwin(record: RecordClass, { table, pastIndexes = [] }: KindOptions): { new (): object } {
  const Twin = { [`${record.name}History`]: class {} }[`${record.name}History`]!;
  const storage = getMetadataArgsStorage();
  const ancestors: unknown[] = [];
  for (let at: unknown = record; typeof at === 'function' && at !== Function.prototype; at = Object.getPrototypeOf(at))
    ancestors.push(at);
  for (const column of storage.columns.filter((args) => ancestors.includes(args.target))) {
    const primary = column.propertyName === 'id' || column.propertyName === 'version';
    storage.columns.push({ ...column, target: Twin, options: { ...column.options, primary } });
  }
  Column({ type: 'datetime', precision: 3 })(Twin.prototype as object, 'validFrom');
  Column({ type: 'datetime', precision: 3 })(Twin.prototype as object, 'validTo');
  Column({ type: 'bigint', nullable: true })(Twin.prototype as object, 'actorId');
  Column({ type: 'varchar', length: 500, nullable: true })(Twin.prototype as object, 'reason');
  Index(`ix_${table}_past`, ['validFrom'])(Twin);
  for (const name of pastIndexes) {
    const index = storage.indices.find((args) => args.target === record && args.name === name);
    if (!index) throw new Error(`${record.name} has no index ${name} for its history.`);
    const columns = index.columns as string[];
    if (PLACES.includes(columns[0]!)) Index(`${name}_held`, [...columns, 'validFrom', 'validTo'])(Twin);
    else Index(`${name}_past`, [...columns, 'validFrom'])(Twin);
  }
  Entity({ name: `${table}_history` })(Twin);
  return Twin;
}

/** End of an interval that still runs. */
export const OPEN_END = '9999-12-31 00:00:00.000';

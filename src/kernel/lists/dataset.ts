import { knows } from '../access/field-access.js';
import { showsRowsOf } from '../access/field-sight.js';
import type { ReadableKind } from '../access/readable.js';
import type { Viewer } from '../access/viewer.js';
import type { Label } from '../runtime/labels.js';

/** What values of a field are, and so which operators and grains it has. */
export type FieldType = 'text' | 'enum' | 'date' | 'dateTime' | 'boolean' | 'id' | 'int' | 'decimal' | 'float';

/** Steps in which days are grouped; a week is ISO's and starts on Monday. */
export type TimeGrain = 'day' | 'week' | 'month' | 'quarter' | 'year';

const EVERY_GRAIN: readonly TimeGrain[] = ['day', 'week', 'month', 'quarter', 'year'];

/** Records whose names stand for ids; a name is told to those who may read the record. */
export interface NameReference {
  /** Record kind whose read predicate decides. */
  readonly kind: string;
  readonly table: string;
  readonly name: string;
  /** Column that orders the names when it is not the name itself. */
  readonly order?: string;
}

/** Something that a report may group and filter by. */
export interface DatasetDimension {
  /** Column of the view. For `date` a DATE of the company's zone. */
  readonly column: string;
  readonly type: FieldType;
  readonly label: Label;
  /** For `date`: the grains on offer; all when not given. */
  readonly grains?: readonly TimeGrain[];
  /** For `enum`: value → label, or the name of an enum made by `defineEnum`. */
  readonly values?: Readonly<Record<string, Label>>;
  readonly enumName?: string;
  /** For `id`: whose name stands for the id. */
  readonly reference?: NameReference;
}

/** How a measure is computed over the rows of a group. */
export type Aggregate =
  /** Rows; with a column only those where it has a value. */
  | { readonly kind: 'count'; readonly column?: string }
  | { readonly kind: 'countDistinct' | 'sum' | 'avg' | 'min' | 'max'; readonly column: string }
  /** Quotient of two other measures of the dataset; null where the second is zero. */
  | { readonly kind: 'ratio'; readonly of: string; readonly to: string };

/** A figure that a report may ask for. */
export interface DatasetMeasure {
  readonly aggregate: Aggregate;
  readonly type: 'int' | 'decimal' | 'float' | 'date';
  readonly label: Label;
}

/** Columns that a view takes from another record; reports show them only to those who may read that record, to others they are empty. */
export interface BorrowedColumns {
  /** How that record is placed. */
  readonly from: ReadableKind;
  /** Column of the view that holds the record's id. */
  readonly key: string;
  readonly columns: readonly string[];
}

/** What reports may ask of one `fact_` view that a module publishes; names outside it do not exist for them. */
export interface Dataset {
  readonly name: string;
  /** View without deleted rows; it carries `id` and the columns that `readable` is placed by. */
  readonly view: string;
  /** How its rows are placed: the view's own owner and department columns, or the parent's through `parentKey`. */
  readonly readable: ReadableKind;
  /** Logs that the view reads beside tracked tables: their past follows from when their rows began. */
  readonly logs?: readonly ReadableKind[];
  /** What the view takes from records of other kinds; a name that the row itself keeps is the row's own. */
  readonly borrowed?: readonly BorrowedColumns[];
  readonly label: Label;
  /** `<kind of readable>.<verb>`, such as `opportunity.report`. */
  readonly reportAction: string;
  readonly dimensions: Readonly<Record<string, DatasetDimension>>;
  readonly measures: Readonly<Record<string, DatasetMeasure>>;
  /** Names of dimensions and measures that the asker's field rules keep from them; only in what `asSeenBy` answers. */
  readonly withheld?: readonly string[];
}

/** The dataset without the dimensions and measures whose columns the viewer's field rules hide or mask. */
export function asSeenBy(viewer: Viewer, dataset: Dataset): Dataset {
  if (viewer.fieldRules.size === 0) return dataset;
  const open = (column: string | undefined): boolean => column === undefined || knows(viewer, dataset.view, column);
  const measureOpen = ({ aggregate }: DatasetMeasure): boolean =>
    aggregate.kind === 'ratio'
      ? [aggregate.of, aggregate.to].every((part) => measureOpen(dataset.measures[part]!))
      : open(aggregate.column);
  const dimensions = Object.entries(dataset.dimensions).filter(([, { column }]) => open(column));
  const measures = Object.entries(dataset.measures).filter(([, measure]) => measureOpen(measure));
  const seen = new Set([...dimensions, ...measures].map(([name]) => name));
  const withheld = [...Object.keys(dataset.dimensions), ...Object.keys(dataset.measures)].filter(
    (one) => !seen.has(one),
  );
  return { ...dataset, dimensions: Object.fromEntries(dimensions), measures: Object.fromEntries(measures), withheld };
}

/** The dimension that nearly every dataset has: who is responsible. */
export const OWNER_DIMENSION: DatasetDimension = {
  column: 'owner_id',
  type: 'id',
  label: { zh: '负责人', en: 'Owner' },
  reference: { kind: 'person', table: 'person', name: 'name' },
};

/** The department that a row belongs to; sorted as the tree stands. */
export const DEPARTMENT_DIMENSION: DatasetDimension = {
  column: 'department_id',
  type: 'id',
  label: { zh: '部门', en: 'Department' },
  reference: { kind: 'department', table: 'department', name: 'name', order: 'path' },
};

const IDENTIFIER = /^[a-z][a-z0-9_]{0,62}$/;
const NAME = /^[a-z][A-Za-z0-9]{0,39}$/;
const known = new Map<string, Dataset>();

/** Declares a dataset once, in the module that owns its view. Throws when a name or a column is not a plain identifier. */
export function defineDataset<D extends Dataset>(dataset: D): D {
  if (known.has(dataset.name)) throw new Error(`Dataset ${dataset.name} is defined twice.`);
  const fault = faultOf(dataset);
  if (fault) throw new Error(`Dataset ${dataset.name}: ${fault}.`);
  known.set(dataset.name, dataset);
  showsRowsOf(dataset.readable.kind, dataset.view);
  for (const { from, columns } of dataset.borrowed ?? [])
    for (const column of columns) showsRowsOf(from.kind, dataset.view, column);
  return dataset;
}

/** Every declared dataset, by name. */
export function knownDatasets(): ReadonlyMap<string, Dataset> {
  return known;
}

/** Grains that the dimension can be grouped in; none for what is not a day. */
export function grainsOf(dimension: DatasetDimension): readonly TimeGrain[] {
  return dimension.type === 'date' ? (dimension.grains ?? EVERY_GRAIN) : [];
}

function faultOf({ name, view, readable, borrowed = [], reportAction, dimensions, measures }: Dataset): string | null {
  const names = [name, ...Object.keys(dimensions), ...Object.keys(measures)];
  const oddName = names.find((one) => !NAME.test(one));
  if (oddName !== undefined) return `"${oddName}" is no name`;
  const shared = Object.keys(dimensions).find((one) => one in measures);
  if (shared) return `"${shared}" is a dimension and a measure`;
  const keyed = Object.keys(dimensions).find((one) => dimensions[one]?.reference && names.includes(`${one}Id`));
  if (keyed) return `"${keyed}Id" is the name of another column's key`;
  const identifiers = identifiersOf(view, dimensions, measures);
  const oddColumn = identifiers.find((one) => !IDENTIFIER.test(one));
  if (oddColumn !== undefined) return `"${oddColumn}" is no identifier`;
  const unused = borrowed.flatMap(({ columns }) => columns).find((one) => !identifiers.includes(one));
  if (unused !== undefined) return `the borrowed column "${unused}" stands in no dimension or measure`;
  const oddKey = borrowed.find(({ key }) => !IDENTIFIER.test(key));
  if (oddKey) return `"${oddKey.key}" is no identifier`;
  if (!reportAction.startsWith(`${readable.kind}.`)) return `${reportAction} is no action of ${readable.kind}`;
  const unsuited = Object.entries(dimensions).find(
    ([, one]) => (one.reference && one.type !== 'id') || (one.type === 'enum' && !one.values && !one.enumName),
  );
  if (unsuited) return `${unsuited[0]} is an enum without values, or a reference that is no id`;
  return ratioFault(measures);
}

function identifiersOf(view: string, dimensions: Dataset['dimensions'], measures: Dataset['measures']): string[] {
  const ofDimensions = Object.values(dimensions).flatMap(({ column, reference }) => [
    column,
    ...(reference ? [reference.table, reference.name, reference.order ?? reference.name] : []),
  ]);
  const ofMeasures = Object.values(measures).flatMap(({ aggregate }) => {
    const column = 'column' in aggregate ? aggregate.column : undefined;
    return column === undefined ? [] : [column];
  });
  return [view, ...ofDimensions, ...ofMeasures];
}

function ratioFault(measures: Dataset['measures']): string | null {
  for (const [name, { aggregate }] of Object.entries(measures)) {
    if (aggregate.kind !== 'ratio') continue;
    const parts = [measures[aggregate.of], measures[aggregate.to]];
    if (parts.some((part) => !part || part.aggregate.kind === 'ratio'))
      return `${name} is no ratio of two plain measures`;
  }
  return null;
}

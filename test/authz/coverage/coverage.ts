import {
  type DocumentNode,
  type GraphQLSchema,
  isListType,
  isNonNullType,
  Kind,
  parse,
  TypeInfo,
  type ValueNode,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { crawl } from './crawl.js';

/** Which paths of the schema have been compared with the oracle so far. */
export class Coverage {
  readonly all: Set<string>;
  private readonly times = new Map<string, number>();

  constructor(private readonly schema: GraphQLSchema) {
    this.all = crawl(schema);
  }

  /** Adds paths that only a catalogue names, such as the dimensions of reports. */
  expect(paths: readonly string[]): void {
    for (const path of paths) this.all.add(path);
  }

  /** How often the path has been compared. */
  count(path: string): number {
    return this.times.get(path) ?? 0;
  }

  add(path: string): void {
    this.times.set(path, this.count(path) + 1);
  }

  /** Notes every path of a document whose answer was compared. */
  record(document: DocumentNode, variables: Record<string, unknown>): void {
    const types = new TypeInfo(this.schema);
    visit(
      document,
      visitWithTypeInfo(types, {
        Field: (node) => {
          const place = `${types.getParentType()?.name}.${node.name.value}`;
          this.add(place);
          for (const argument of node.arguments ?? [])
            for (const path of argumentPaths(place, argument.name.value, plain(argument.value, variables)))
              this.add(path);
        },
      }),
    );
  }

  /** The same for a document that is not parsed yet. */
  recordText(document: string, variables: Record<string, unknown>): void {
    this.record(parse(document), variables);
  }

  get missing(): string[] {
    return [...this.all].filter((path) => this.count(path) === 0).sort();
  }

  get covered(): number {
    return this.all.size - this.missing.length;
  }
}

function argumentPaths(place: string, name: string, value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (name === 'filter') return filterPaths(place, value as Record<string, unknown>);
  if (name === 'orderBy')
    return (value as { field: string; direction: string }[]).map(
      ({ field, direction }) => `${place}(orderBy.${field}.${direction})`,
    );
  if (name === 'input') return inputPaths(`${place}(input`, value);
  return [`${place}(${name})`];
}

/** Every field of an input that has a value, those of nested inputs too. */
function inputPaths(place: string, value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return [`${place})`, ...value.flatMap((one) => inputPaths(place, one))];
  if (typeof value !== 'object') return [`${place})`];
  return Object.entries(value).flatMap(([name, one]) => inputPaths(`${place}.${name}`, one));
}

function filterPaths(place: string, filter: Record<string, unknown>): string[] {
  return Object.entries(filter).flatMap(([name, value]) => {
    if (name === 'search') return [`${place}(filter.search)`];
    if (name === 'not') return [`${place}(filter.not)`, ...filterPaths(place, value as Record<string, unknown>)];
    if (name === 'and' || name === 'or')
      return [
        `${place}(filter.${name})`,
        ...(value as Record<string, unknown>[]).flatMap((one) => filterPaths(place, one)),
      ];
    return Object.keys(value as object).map((operator) => `${place}(filter.${name}.${operator})`);
  });
}

/** A value of a document with its variables put in. */
function plain(node: ValueNode, variables: Record<string, unknown>): unknown {
  switch (node.kind) {
    case Kind.VARIABLE:
      return variables[node.name.value];
    case Kind.LIST:
      return node.values.map((value) => plain(value, variables));
    case Kind.OBJECT:
      return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, plain(value, variables)]));
    case Kind.NULL:
      return null;
    default:
      return node.value;
  }
}

/** Whether the type is a list, whatever is required of it. */
export function isList(type: unknown): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}

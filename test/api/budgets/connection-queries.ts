import { readFileSync } from 'node:fs';
import {
  buildSchema,
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  isLeafType,
  isObjectType,
} from 'graphql';

const SCHEMA = buildSchema(readFileSync('schema.graphql', 'utf8'));
type Field = GraphQLField<unknown, unknown>;

/** Every root query that answers a connection and asks for nothing besides, by name. */
export const CONNECTIONS: ReadonlyMap<string, GraphQLObjectType> = new Map(
  Object.values(SCHEMA.getQueryType()!.getFields()).flatMap((field): [string, GraphQLObjectType][] => {
    const node = nodeOf(field);
    return node && field.args.every(isOptional) ? [[field.name, node]] : [];
  }),
);

/** The page alone: every plain field of its records, and the total. */
export function plainQuery(name: string): string {
  return queryOf(name, plainFields(CONNECTIONS.get(name)!));
}

/** The page with every relation of its records: linked records, lists, and the first two of each connection. */
export function nestedQuery(name: string): string {
  const fields = Object.values(CONNECTIONS.get(name)!.getFields());
  const relations = fields.filter((field) => !isLeafType(getNamedType(field.type))).map(relationOf);
  return queryOf(name, `${plainFields(CONNECTIONS.get(name)!)} ${relations.join(' ')}`);
}

/** Whether records of the list have relations. */
export function hasRelations(name: string): boolean {
  return Object.values(CONNECTIONS.get(name)!.getFields()).some((field) => !isLeafType(getNamedType(field.type)));
}

function queryOf(name: string, fields: string): string {
  return `query($first: Int!) { list: ${name}(first: $first) { totalCount nodes { ${fields} } } }`;
}

function relationOf(field: Field): string {
  const node = nodeOf(field);
  if (node) return `${field.name}(first: 2) { totalCount nodes { ${plainFields(node)} } }`;
  return `${field.name} { ${plainFields(getNamedType(field.type) as GraphQLObjectType)} }`;
}

function plainFields(type: GraphQLObjectType): string {
  const plain = Object.values(type.getFields()).filter((field) => isLeafType(getNamedType(field.type)));
  return plain.map(({ name }) => name).join(' ');
}

/** The record type of a field that answers a connection; null for other fields. */
function nodeOf({ type }: Field): GraphQLObjectType | null {
  const named = getNamedType(type);
  if (!isObjectType(named) || !named.name.endsWith('Connection')) return null;
  return getNamedType(named.getFields()['nodes']!.type) as GraphQLObjectType;
}

function isOptional({ type, defaultValue }: Field['args'][number]): boolean {
  return !type.toString().endsWith('!') || defaultValue !== undefined;
}

/** Root queries that compare a list at two moments, by name. */
export const COMPARISONS: ReadonlyMap<string, GraphQLObjectType> = new Map(
  Object.values(SCHEMA.getQueryType()!.getFields()).flatMap((field): [string, GraphQLObjectType][] => {
    const node = nodeOf(field);
    return node && field.name.endsWith('Changes') ? [[field.name, node]] : [];
  }),
);

/** The comparison with the plain fields of the records on either side. */
export function comparisonQuery(name: string): string {
  const change = COMPARISONS.get(name)!.getFields();
  const record = plainFields(getNamedType(change['after']!.type) as GraphQLObjectType);
  return `query($first: Int!, $from: DateTime!, $to: DateTime!) { list: ${name}(first: $first, from: $from, to: $to) {
    totalCount nodes { id change at changes { field old new } before { ${record} } after { ${record} } } } }`;
}

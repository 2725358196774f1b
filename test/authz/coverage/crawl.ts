import {
  getNamedType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isObjectType,
} from 'graphql';
import { EXEMPT } from './exempt.js';

const LOGIC = ['and', 'or', 'not', 'search'];

/**
 * Every way by which the schema may lead to a protected record: `Type.field`, and for each argument `Type.field(argument)`; filters are
 * taken apart into fields and operators, orders into fields and directions. What cannot lead there is named in EXEMPT, with the reason.
 */
export function crawl(schema: GraphQLSchema): Set<string> {
  const paths = new Set<string>();
  for (const type of outputTypes(schema))
    for (const field of Object.values(type.getFields()))
      if (!exempt(type.name, field.name))
        for (const path of pathsOf(type.name, field)) if (!(path in EXEMPT)) paths.add(path);
  return paths;
}

/** Exemptions that name nothing in the schema any more. */
export function idleExemptions(schema: GraphQLSchema): string[] {
  return Object.keys(EXEMPT).filter((path) => {
    const [name, field] = path.replace(/\(.*/, '').split('.') as [string, string];
    const type = schema.getType(name);
    return !isObjectType(type) || (field !== '*' && !(field in type.getFields()));
  });
}

/** Whether the path needs a driver and has one. */
export function driven(type: string, field: string): boolean {
  return !exempt(type, field);
}

function exempt(type: string, field: string): boolean {
  const place = `${type}.${field}`;
  return place in EXEMPT || `${type}.*` in EXEMPT;
}

/** Object types that an answer can contain. */
function outputTypes(schema: GraphQLSchema): GraphQLObjectType[] {
  const found = new Set<GraphQLObjectType>();
  const visit = (type: unknown): void => {
    if (!isObjectType(type as never) || found.has(type as GraphQLObjectType)) return;
    const object = type as GraphQLObjectType;
    found.add(object);
    for (const field of Object.values(object.getFields()))
      if (!exempt(object.name, field.name)) visit(getNamedType(field.type));
  };
  for (const root of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) visit(root);
  return [...found];
}

function pathsOf(type: string, field: GraphQLField<unknown, unknown>): string[] {
  const place = `${type}.${field.name}`;
  return [place, ...field.args.flatMap((argument) => argumentPaths(place, argument))];
}

function argumentPaths(place: string, { name, type }: GraphQLArgument): string[] {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return [`${place}(${name})`];
  if (name === 'filter')
    return Object.values(named.getFields()).flatMap((field) =>
      LOGIC.includes(field.name)
        ? [`${place}(filter.${field.name})`]
        : operators(field.type).map((operator) => `${place}(filter.${field.name}.${operator})`),
    );
  if (name === 'orderBy') {
    const fields = getNamedType(named.getFields()['field']!.type);
    const values = isEnumType(fields) ? fields.getValues() : [];
    return values.flatMap((value) => ['ASC', 'DESC'].map((way) => `${place}(orderBy.${value.name}.${way})`));
  }
  if (name === 'input') return idFields(`${place}(input`, named);
  return [`${place}(${name})`];
}

function operators(type: GraphQLInputType): string[] {
  const named = getNamedType(type);
  return isInputObjectType(named) ? Object.keys(named.getFields()) : ['eq'];
}

/** Of an input only what names a record leads to one, in nested inputs too. */
function idFields(place: string, input: GraphQLInputObjectType): string[] {
  return Object.values(input.getFields()).flatMap(({ name, type }) => {
    const named = getNamedType(type);
    if (isInputObjectType(named)) return idFields(`${place}.${name}`, named);
    return named.name === 'ID' && name !== 'idempotencyKey' ? [`${place}.${name})`] : [];
  });
}

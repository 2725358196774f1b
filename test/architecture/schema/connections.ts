import { print, type FieldDefinitionNode } from 'graphql';
import { objectTypes, type SchemaRule } from './schema-rule.js';

const PARTS = ['edges', 'nodes', 'pageInfo', 'totalCount'];

/** Lists are connections with edges, nodes, pageInfo and totalCount, asked with `first: Int! = 20` and `after: String`. */
export const connections: SchemaRule = {
  name: 'connections',
  check: (schema) => [
    ...objectTypes(schema, 'Connection').flatMap((type) =>
      PARTS.filter((part) => !type.fields?.some((field) => field.name.value === part)).map(
        (part) => `${type.name.value} has no ${part}`,
      ),
    ),
    ...objectTypes(schema).flatMap((type) =>
      (type.fields ?? []).flatMap((field) =>
        paging(field).map((wrong) => `${type.name.value}.${field.name.value} ${wrong}`),
      ),
    ),
  ],
};

function paging(field: FieldDefinitionNode): string[] {
  const named = (name: string): string | null => {
    const argument = field.arguments?.find((one) => one.name.value === name);
    if (!argument) return null;
    return print(argument.type) + (argument.defaultValue ? ` = ${print(argument.defaultValue)}` : '');
  };
  const isConnection = /Connection!?$/.test(print(field.type));
  const first = named('first');
  return [
    ...((isConnection || first !== null) && first !== 'Int! = 20'
      ? [`has first: ${first ?? 'missing'}, not Int! = 20`]
      : []),
    ...(isConnection && named('after') !== 'String' ? ['has no after: String'] : []),
  ];
}

import { Kind, print } from 'graphql';
import { objectTypes, type SchemaRule } from './schema-rule.js';

/** A payload always has `userErrors: [UserError!]!`, and nothing else in it is promised, since a refusal leaves the rest empty. */
export const payloads: SchemaRule = {
  name: 'payloads',
  check: (schema) =>
    objectTypes(schema, 'Payload').flatMap((type) => {
      const fields = type.fields ?? [];
      const errors = fields.find((field) => field.name.value === 'userErrors');
      const promised = fields.filter((field) => field !== errors && field.type.kind === Kind.NON_NULL_TYPE);
      return [
        ...(errors && print(errors.type) === '[UserError!]!'
          ? []
          : [`${type.name.value} has no userErrors: [UserError!]!`]),
        ...promised.map((field) => `${type.name.value}.${field.name.value} is not nullable`),
      ];
    }),
};

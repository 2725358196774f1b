import { Kind } from 'graphql';
import type { SchemaRule } from './schema-rule.js';

/** Types are PascalCase, fields and arguments camelCase, enum values SCREAMING. */
export const typeNames: SchemaRule = {
  name: 'type-names',
  check: (schema) =>
    schema.definitions.flatMap((type) => {
      if (!('name' in type) || type.name === undefined) return [];
      const name = type.name.value;
      const odd =
        type.kind !== Kind.DIRECTIVE_DEFINITION && !/^[A-Z][A-Za-z0-9]*$/.test(name)
          ? [`${name} is not PascalCase`]
          : [];
      if (type.kind === Kind.ENUM_TYPE_DEFINITION)
        return [...odd, ...named(name, type.values, /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/, 'SCREAMING')];
      const fields = 'fields' in type ? type.fields : [];
      return [...odd, ...named(name, fields, /^[a-z][A-Za-z0-9]*$/, 'camelCase')];
    }),
};

function named(
  owner: string,
  parts: ReadonlyArray<{ readonly name: { readonly value: string } }> | undefined,
  pattern: RegExp,
  what: string,
): string[] {
  return (parts ?? [])
    .filter((part) => !pattern.test(part.name.value))
    .map((part) => `${owner}.${part.name.value} is not ${what}`);
}

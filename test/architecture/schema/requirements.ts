import { ROOTS, rootFields, type SchemaRule } from './schema-rule.js';

/** Each root field's description has a line that says what it requires. */
export const requirements: SchemaRule = {
  name: 'requirements',
  check: (schema) =>
    ROOTS.flatMap((root) =>
      rootFields(schema, root)
        .filter((field) => !/^Requires: \S/m.test(field.description?.value ?? ''))
        .map((field) => `${root}.${field.name.value} has no line "Requires: …"`),
    ),
};

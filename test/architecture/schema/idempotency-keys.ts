import { Kind, print, type DocumentNode } from 'graphql';
import { rootFields, type SchemaRule } from './schema-rule.js';

/** Signing in and out and renewing tokens make no records, so a repeat needs no remembered answer. */
const WITHOUT_RECORD = /^(signIn(Confirm)?|signOut|token[A-Z]\w*)$/;

/** Each mutation's input has `idempotencyKey: ID`, optional for the caller. */
export const idempotencyKeys: SchemaRule = {
  name: 'idempotency-keys',
  check: (schema) =>
    rootFields(schema, 'Mutation')
      .filter((field) => !WITHOUT_RECORD.test(field.name.value))
      .flatMap((field) => field.arguments?.find((one) => one.name.value === 'input') ?? [])
      .map((argument) => print(argument.type).replace(/!$/, ''))
      .filter((input) => keyOf(schema, input) !== 'ID')
      .map((input) => `${input} has no idempotencyKey: ID`),
};

function keyOf(schema: DocumentNode, input: string): string | null {
  for (const type of schema.definitions) {
    if (type.kind !== Kind.INPUT_OBJECT_TYPE_DEFINITION || type.name.value !== input) continue;
    const key = type.fields?.find((field) => field.name.value === 'idempotencyKey');
    return key ? print(key.type) : null;
  }
  return null;
}

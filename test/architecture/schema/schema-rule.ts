import { Kind, parse, type DocumentNode, type FieldDefinitionNode, type ObjectTypeDefinitionNode } from 'graphql';

/** A check over the printed schema; each answer names the place and what is wrong there. */
export interface SchemaRule {
  /** Also the name of its fixture. */
  readonly name: string;
  readonly check: (schema: DocumentNode) => string[];
}

/** Reads a schema file; descriptions stay in it, comments do not. */
export function parseSchema(text: string): DocumentNode {
  return parse(text);
}

/** All object types, or those whose name ends so. */
export function objectTypes(schema: DocumentNode, ending = ''): ObjectTypeDefinitionNode[] {
  return schema.definitions.flatMap((one) =>
    one.kind === Kind.OBJECT_TYPE_DEFINITION && one.name.value.endsWith(ending) ? one : [],
  );
}

/** The fields of Query, Mutation or Subscription. */
export function rootFields(schema: DocumentNode, root: string): readonly FieldDefinitionNode[] {
  return objectTypes(schema).find((type) => type.name.value === root)?.fields ?? [];
}

/** The three root types of GraphQL. */
export const ROOTS = ['Query', 'Mutation', 'Subscription'] as const;

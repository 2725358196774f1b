import { readFileSync } from 'node:fs';
import {
  buildSchema,
  getNamedType,
  type GraphQLField,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { type Answer, request } from '../../support/client.js';
import type { TestPerson } from '../../support/world.js';

/** The schema as committed; another spec shows that the server serves it. */
export const SCHEMA = buildSchema(readFileSync('schema.graphql', 'utf8'));

/** Every mutation of the schema. */
export const MUTATIONS: readonly GraphQLField<unknown, unknown>[] = Object.values(
  SCHEMA.getMutationType()!.getFields(),
);

/** An id that no record has. */
export const MISSING = '4242';

const SCALARS: Readonly<Record<string, unknown>> = {
  ...{ ID: MISSING, Int: 1, Float: 1, Boolean: true, String: 'x', Decimal: '1.00' },
  ...{ LocalDate: '2026-01-05', DateTime: '2026-01-05T00:00:00.000Z' },
};

/** What a mutation requires: an action, `a signed-in person`, or `nothing (public)`. */
export function requirementOf({ description }: { readonly description?: string | null }): string {
  return /Requires: (.+)$/.exec(description ?? '')?.[1] ?? '';
}

/** Names of the mutations whose description lists the code. */
export function mutationsThatList(code: string): string[] {
  return MUTATIONS.filter(({ description }) => description?.includes(code)).map(({ name }) => name);
}

/** Names of the required fields of type ID of a mutation's input. */
export function requiredIds(mutation: string): string[] {
  const type = inputTypeOf(mutation);
  if (!isInputObjectType(type)) return [];
  return Object.values(type.getFields())
    .filter((field) => isNonNullType(field.type) && getNamedType(field.type).name === 'ID' && !isList(field.type))
    .map(({ name }) => name);
}

/** What a mutation must be told besides, so that it gets as far as the record. */
const BESIDES: Readonly<Record<string, object>> = {
  accountApplicationPlace: { login: 'new-one' },
  auditValueErase: { kind: 'contact' },
  auditValueRestore: { field: 'title' },
  maskedValueReveal: { field: 'customer.phone' },
  historyRestore: { kind: 'customer' },
  shareSet: { kind: 'customer' },
};

/** What a payload of any mutation has. */
export interface AnyPayload {
  readonly userErrors: readonly {
    readonly code: string;
    readonly path: string[] | null;
    readonly currentVersion?: number;
  }[];
}

/** Sends the mutation with the least input that its type accepts, changed by `input`; person null: not signed in. */
export function sendLeast(
  person: TestPerson | null,
  mutation: string,
  input: object = {},
): Promise<Answer<{ done: AnyPayload | null }>> {
  const type = inputTypeOf(mutation);
  const errors = 'userErrors { code path ... on StaleRecordError { currentVersion } }';
  const query = type
    ? `mutation($input: ${String(type)}!) { done: ${mutation}(input: $input) { ${errors} } }`
    : `mutation { done: ${mutation} { ${errors} } }`;
  const variables = type ? { input: { ...(sampleOf(type) as object), ...BESIDES[mutation], ...input } } : {};
  return request(person?.token ?? null, query, variables);
}

function inputTypeOf(mutation: string): GraphQLInputType | null {
  const argument = SCHEMA.getMutationType()!.getFields()[mutation]!.args[0];
  return argument ? getNamedType(argument.type) : null;
}

function isList(type: GraphQLInputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}

/** A value that the schema accepts: required fields only, lists with one input or empty. */
function sampleOf(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return sampleOf(type.ofType as GraphQLInputType);
  if (isListType(type)) return isInputObjectType(getNamedType(type)) ? [sampleOf(type.ofType)] : [];
  if (isEnumType(type)) return type.getValues()[0]!.value;
  if (!isInputObjectType(type)) return SCALARS[type.name];
  const required = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
  return Object.fromEntries(required.map((field) => [field.name, sampleOf(field.type)]));
}

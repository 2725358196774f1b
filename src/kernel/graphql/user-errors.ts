import { Field, Int, InterfaceType, ObjectType } from '@nestjs/graphql';
import { DomainError, DomainErrors, StaleRecord } from '../runtime/domain-error.js';
import { messageOf } from '../runtime/labels.js';
import type { Locale } from '../runtime/locale.js';

/** What the user can mend, as it stands in a payload. */
export interface UserErrorView {
  readonly __typename: string;
  readonly code: string;
  readonly message: string;
  readonly path: readonly string[];
  readonly [detail: string]: unknown;
}

/** What every payload's `userErrors` offers. */
@InterfaceType('UserError', {
  description: 'Something the user can mend. Nothing was written when a payload has one.',
  resolveType: (value: UserErrorView) => value.__typename,
})
export abstract class UserError {
  @Field(() => String, {
    description: 'What is wrong and how to mend it, in the language of Accept-Language (zh-CN or en).',
  })
  message: string;

  @Field(() => [String], {
    nullable: true,
    description:
      'Where the cause stands: a place in the arguments, such as ["input", "amount"], or a field of the record that must be filled first, such as ["opportunity", "customerId"].',
  })
  path: string[] | null;

  @Field(() => String, { description: 'Stable code for programs, such as STALE_RECORD.' })
  code: string;
}

/** A value of the input is not acceptable. */
@ObjectType({ implements: () => UserError, description: 'A value of the input is not acceptable.' })
export class InvalidInputError extends UserError {}

/** A rule of the business refuses the action in the record's present state. */
@ObjectType({ implements: () => UserError, description: 'A rule of the business refuses the action.' })
export class BusinessRuleError extends UserError {}

/** Someone else changed the record meanwhile. */
@ObjectType({
  implements: () => UserError,
  description: 'Someone else changed the record since it was read: read it again.',
})
export class StaleRecordError extends UserError {
  @Field(() => Int, { description: 'The version that the record has now.' })
  currentVersion: number;
}

/** Every error type that a payload may hold; the schema must be told of them. */
export const USER_ERROR_TYPES = [InvalidInputError, BusinessRuleError, StaleRecordError];

/** The payload form of a refusal, one entry per error. */
export function toUserErrors(error: DomainError, locale: Locale): UserErrorView[] {
  if (error instanceof DomainErrors) return error.errors.flatMap((one) => toUserErrors(one, locale));
  const { code, path, details } = error;
  return [{ ...details, __typename: typeNameOf(error), code, path, message: messageOf(code, locale, details) }];
}

function typeNameOf(error: DomainError): string {
  if (error instanceof StaleRecord) return StaleRecordError.name;
  return error.code.startsWith('INVALID') ? InvalidInputError.name : BusinessRuleError.name;
}

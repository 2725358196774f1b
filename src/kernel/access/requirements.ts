import { SetMetadata } from '@nestjs/common';

/** What a root field asks of its caller. */
export type Requirement =
  { kind: 'can'; action: string } | { kind: 'signed-in'; evenRestricted: boolean } | { kind: 'public' };

export const REQUIREMENT = 'guanxi:requirement';

interface Declaration {
  readonly resolver: object;
  readonly method: string;
  readonly requirement: Requirement;
}

const declarations: Declaration[] = [];

function declare(requirement: Requirement): MethodDecorator {
  return (target, key, descriptor) => {
    declarations.push({ resolver: target, method: String(key), requirement });
    SetMetadata(REQUIREMENT, requirement)(target, key, descriptor as TypedPropertyDescriptor<unknown>);
  };
}

/** The caller's roles must hold the action, for example `@Can('customer.read')`. */
export const Can = (action: string): MethodDecorator => declare({ kind: 'can', action });

/** Any signed-in person; one who is restricted only where that is said. */
export const SignedIn = ({ evenRestricted = false } = {}): MethodDecorator =>
  declare({ kind: 'signed-in', evenRestricted });

/** Anybody, signed in or not. */
export const Public = (): MethodDecorator => declare({ kind: 'public' });

/** All declarations made in the loaded code. */
export function declaredRequirements(): readonly Declaration[] {
  return declarations;
}

/** The sentence that the schema shows, for example "Requires: customer.read". */
export function requirementText(requirement: Requirement): string {
  if (requirement.kind === 'can') return `Requires: ${requirement.action}`;
  return requirement.kind === 'signed-in' ? 'Requires: a signed-in person' : 'Requires: nothing (public)';
}

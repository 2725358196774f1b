import type { AuditChanges } from './audit-changes.js';
import type { Refusal } from './refusal-window.js';

/** How a refusal that stands in a payload is told of. */
interface AuditedRefusal {
  readonly event: Refusal['event'];
  readonly kind: string;
  /** What the caller gave that belongs to it, such as the login tried. */
  readonly tell?: (input: Readonly<Record<string, unknown>>) => AuditChanges;
}

const refusals = new Map<string, AuditedRefusal>();

/** Declares an error code whose refusals are kept in the audit, since it refuses by rights and not by the rules of the business. */
export function auditRefusal(code: string, refusal: AuditedRefusal): void {
  if (refusals.has(code)) throw new Error(`Refusals with ${code} are declared twice.`);
  refusals.set(code, refusal);
}

/** How refusals with the code are told of; null when they are not. */
export function auditedRefusal(code: string): AuditedRefusal | null {
  return refusals.get(code) ?? null;
}

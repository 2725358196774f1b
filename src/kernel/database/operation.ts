import type { Viewer } from '../access/viewer.js';

/** Who changes what, and why; the same for everything one unit of work does. */
export interface Operation {
  /** Null when the system itself acts (jobs, reactions, imports at start). */
  readonly actor: Viewer | null;
  /** Action name for the audit, such as `customer.assign`. */
  readonly action: string;
  readonly reason?: string | null;
  /** The client's key: a repeated call gives the first answer instead of a second effect. */
  readonly idempotencyKey?: string | null;
  /** The call's input; the same key with another input is refused. */
  readonly input?: unknown;
  /** Property of a record → what the input calls it, where that is not the same: field rules look for it there. */
  readonly called?: Readonly<Record<string, string>>;
}

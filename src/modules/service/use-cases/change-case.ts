/** What every change of a case names. */
export interface CaseChange {
  readonly id: string;
  readonly expectedVersion: number;
  readonly idempotencyKey?: string | null;
}

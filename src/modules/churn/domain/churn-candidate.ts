import type { ChurnWarning, WarnedCustomer } from './churn-warning.js';
import { type ChurnSpell, spellsOf } from './churn-spell.js';
import type { PurchaseHistory } from './purchase-history.js';
import type { WarningFigures } from './warning-figures.js';
import { decideWarning, type WarningDecision } from './warning-rules.js';

/** A customer as a scan judges it; without any purchase left there are no figures. */
export interface ChurnCandidate {
  readonly customer: WarnedCustomer;
  readonly history: PurchaseHistory | undefined;
  readonly figures: WarningFigures | null;
}

/** Where the customer's warnings stand: the guard row, and the threshold of the open one. */
export interface CandidateGuard {
  readonly guard: Pick<ChurnSpell, 'spell' | 'openWarningId'> | null;
  readonly openThreshold: number | null;
}

/** What to do with the customer's warning; an open one is judged by the threshold it was raised at. */
export function decideCandidate(
  { history, figures }: ChurnCandidate,
  { guard, openThreshold }: CandidateGuard,
  scan: { readonly horizonDays: number; readonly threshold: number },
): WarningDecision {
  const threshold = openThreshold ?? scan.threshold;
  return decideWarning({ history, score: figures?.score ?? 0, ...spellsOf(guard) }, { ...scan, threshold });
}

/** Where a customer stands for the account of a scan. */
export function standingOf({ history }: ChurnCandidate, horizonDays: number): 'NEW' | 'SCORED' | 'LOST' | 'NONE' {
  if (history === undefined) return 'NONE';
  if (history.x === 0) return 'NEW';
  return history.silentDays >= horizonDays ? 'LOST' : 'SCORED';
}

/** What a scan compares an open warning by, before it opens a transaction for it. */
export type OpenWarning = Pick<
  ChurnWarning,
  'threshold' | 'customerName' | 'ownerId' | 'departmentId' | ComparedFigure
>;

type ComparedFigure = (typeof COMPARED)[number];

const COMPARED = ['score', 'horizonDays', 'silentDays', 'purchases', 'ownGapMedianDays', 'valueAtRisk'] as const;

/** Whether the open warning says of the customer what would be written today. */
export function isUpToDate({ customer, figures }: ChurnCandidate, open: OpenWarning): boolean {
  const { customerName, ownerId, departmentId } = open;
  const samePlace = ownerId === customer.ownerId && departmentId === customer.departmentId;
  return samePlace && customerName === customer.name && COMPARED.every((name) => open[name] === figures?.[name]);
}

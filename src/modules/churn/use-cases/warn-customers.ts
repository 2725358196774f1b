import { Injectable } from '@nestjs/common';
import { type ChurnCandidate, decideCandidate, isUpToDate, standingOf } from '../domain/churn-candidate.js';
import type { ScanAccount } from '../domain/churn-scan.js';
import type { WarnedCustomer } from '../domain/churn-warning.js';
import { purchaseHistory } from '../domain/purchase-history.js';
import { type PurchaseLog, warningFigures } from '../domain/warning-figures.js';
import { SpellFinder, type SpellView } from '../queries/spell-finder.js';
import { WarnedCustomers } from '../queries/warned-customers.js';
import { type BatchCounts, ChangeWarnings } from './change-warnings.js';
import type { ScanContext } from './scan-context.js';

/** Customers judged between two readings of the database; their mathematics takes a few milliseconds. */
const CHUNK = 500;
/** Customers per transaction: each writes a warning and a guard row. */
const BATCH = 50;

/** Judges customers chunk by chunk and changes the warnings of those where something is to be done. */
@Injectable()
export class WarnCustomers {
  constructor(
    private readonly customers: WarnedCustomers,
    private readonly spells: SpellFinder,
    private readonly changes: ChangeWarnings,
  ) {}

  async execute(scan: ScanContext, logs: readonly PurchaseLog[], signal?: AbortSignal): Promise<ScanAccount> {
    const { threshold, model } = scan;
    const counts = { customers: 0, scored: 0, lost: 0, raised: 0, updated: 0, closed: 0 };
    for (const chunk of chunksOf([...logs, ...(await this.withoutPurchases(logs))], CHUNK)) {
      signal?.throwIfAborted();
      const customers = await this.customers.inScope(
        scan.scope,
        chunk.map(({ customerId }) => customerId),
      );
      const guards = await this.spells.of([...customers.keys()]);
      const candidates = chunk.flatMap((log) => candidateOf(log, customers.get(log.customerId), scan) ?? []);
      count(counts, candidates, model.horizonDays);
      const due = candidates.filter((candidate) => isDue(candidate, guards.get(candidate.customer.id), scan));
      for (const batch of chunksOf(due, BATCH)) add(counts, await this.changes.execute(scan, batch));
    }
    return { ...counts, threshold, horizonDays: model.horizonDays, modelId: model.id };
  }

  /** Customers with an open warning whose purchases were all annulled. */
  private async withoutPurchases(logs: readonly PurchaseLog[]): Promise<PurchaseLog[]> {
    const known = new Set(logs.map(({ customerId }) => customerId));
    const open = await this.spells.openCustomerIds();
    return open.filter((id) => !known.has(id)).map((customerId) => ({ customerId, purchases: [] }));
  }
}

type Counts = { -readonly [K in 'customers' | 'scored' | 'lost' | keyof BatchCounts]: number };

function candidateOf(log: PurchaseLog, customer: WarnedCustomer | undefined, scan: ScanContext): ChurnCandidate | null {
  if (!customer) return null;
  const history = purchaseHistory(
    log.purchases.map(({ on }) => on),
    scan.today,
  );
  const figures = history ? warningFigures(log, history, scan.model, scan.model.horizonDays) : null;
  return { customer, history, figures };
}

function isDue(candidate: ChurnCandidate, seen: SpellView | undefined, scan: ScanContext): boolean {
  const open = seen?.open ?? null;
  const rules = { horizonDays: scan.model.horizonDays, threshold: scan.threshold };
  const { action } = decideCandidate(candidate, { guard: seen ?? null, openThreshold: open?.threshold ?? null }, rules);
  return action === 'update' ? open === null || !isUpToDate(candidate, open) : action !== 'none';
}

function count(counts: Counts, candidates: readonly ChurnCandidate[], horizonDays: number): void {
  for (const candidate of candidates) {
    const standing = standingOf(candidate, horizonDays);
    if (standing !== 'NONE') counts.customers++;
    if (standing === 'SCORED') counts.scored++;
    if (standing === 'LOST') counts.lost++;
  }
}

function add(counts: Counts, { raised, updated, closed }: BatchCounts): void {
  counts.raised += raised;
  counts.updated += updated;
  counts.closed += closed;
}

function* chunksOf<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}

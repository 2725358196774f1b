import { Injectable } from '@nestjs/common';
import { faultOf } from '../../../kernel/database/retryable.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import type { Work } from '../../../kernel/database/work.js';
import { Permissions } from '../../permissions/index.js';
import { type ChurnCandidate, decideCandidate } from '../domain/churn-candidate.js';
import { ChurnWarningClosed, ChurnWarningRaised, ChurnWarningUpdated } from '../domain/churn-events.js';
import { ChurnSpell } from '../domain/churn-spell.js';
import { ChurnWarning } from '../domain/churn-warning.js';
import { systemClosing } from '../domain/system-closing.js';
import type { WarningFigures } from '../domain/warning-figures.js';
import { reasonText } from '../domain/warning-reasons.js';
import type { ScanContext } from './scan-context.js';

/** What a batch came to. */
export interface BatchCounts {
  readonly raised: number;
  readonly updated: number;
  readonly closed: number;
}

/** A customer with its guard row and open warning, read inside the transaction. */
interface Guarded {
  readonly candidate: ChurnCandidate;
  readonly guard: ChurnSpell | null;
  readonly open: ChurnWarning | null;
}

type Change = keyof BatchCounts | null;

const TRIES = 3;

/** Raises, updates and closes the warnings of some customers in one transaction, decided anew on what the transaction reads. */
@Injectable()
export class ChangeWarnings {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly permissions: Permissions,
  ) {}

  /** At most 100 customers, so that the transaction stays short. */
  async execute(scan: ScanContext, batch: readonly ChurnCandidate[]): Promise<BatchCounts> {
    for (const { customer } of batch) await this.lookUpHead(scan, customer.departmentId);
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.unitOfWork.run({ actor: scan.viewer, action: 'churnWarning.scan' }, (work) =>
          this.change(work, scan, batch),
        );
      } catch (error) {
        // Another scan wrote a customer's first guard row meanwhile: what it raised is found on the next try.
        if (faultOf(error) !== 'duplicate' || attempt === TRIES) throw error;
      }
    }
  }

  private async change(work: Work, scan: ScanContext, batch: readonly ChurnCandidate[]): Promise<BatchCounts> {
    const guarded: Guarded[] = [];
    for (const candidate of batch) guarded.push(await this.guard(work, candidate));
    const changes = guarded.map((one) => changeOne(work, scan, one));
    const countOf = (change: Change): number => changes.filter((one) => one === change).length;
    return { raised: countOf('raised'), updated: countOf('updated'), closed: countOf('closed') };
  }

  private async guard(work: Work, candidate: ChurnCandidate): Promise<Guarded> {
    const guard = await work.fetchUnscoped(ChurnSpell, candidate.customer.id);
    const open = guard?.openWarningId ? await work.fetchUnscoped(ChurnWarning, guard.openWarningId) : null;
    return { candidate, guard, open };
  }

  private async lookUpHead({ heads }: ScanContext, departmentId: string): Promise<void> {
    if (!heads.has(departmentId)) heads.set(departmentId, await this.permissions.headOf(departmentId));
  }
}

function changeOne(work: Work, scan: ScanContext, guarded: Guarded): Change {
  const { candidate, guard, open } = guarded;
  const rules = { horizonDays: scan.model.horizonDays, threshold: scan.threshold };
  const decision = decideCandidate(candidate, { guard, openThreshold: open?.threshold ?? null }, rules);
  const { figures } = candidate;
  if (decision.action === 'open' && figures) return raise(work, scan, guarded, figures);
  if (decision.action === 'update' && open && figures) return update(work, scan, candidate, open, figures);
  if (decision.action !== 'close' || !open || !guard) return null;
  open.close(systemClosing(decision.reason), { at: work.at, on: scan.today });
  work.save(open);
  guard.close();
  work.save(guard);
  work.record(ChurnWarningClosed, open.id, { ...open.facts(), reason: decision.reason, outcome: open.outcome });
  return 'closed';
}

function raise(work: Work, scan: ScanContext, { candidate, guard }: Guarded, figures: WarningFigures): Change {
  const { customer } = candidate;
  const source = { modelId: scan.model.id, threshold: scan.threshold };
  const warning = work.add(ChurnWarning.raise(customer, figures, source, { at: work.at, on: scan.today }));
  const spell = guard ?? ChurnSpell.of(customer.id);
  spell.open(warning.id, figures.lastPurchaseOn);
  if (guard) work.save(spell);
  else work.add(spell);
  const { score, horizonDays, silentDays, valueAtRisk, reasons } = figures;
  const head = scan.heads.get(customer.departmentId) ?? null;
  work.record(ChurnWarningRaised, warning.id, {
    ...warning.facts(),
    score,
    horizonDays,
    silentDays,
    valueAtRisk,
    reasons: { zh: reasonText(reasons, 'zh-CN'), en: reasonText(reasons, 'en') },
    tellIds: [...new Set([customer.ownerId, ...(head ? [head] : [])])],
  });
  return 'raised';
}

function update(
  work: Work,
  scan: ScanContext,
  { customer }: ChurnCandidate,
  warning: ChurnWarning,
  figures: WarningFigures,
): Change {
  const { version, score: previousScore } = warning;
  warning.refresh(figures, scan.model.id);
  warning.follow(customer);
  work.save(warning);
  if (warning.version === version) return null;
  const { score, silentDays } = figures;
  work.record(ChurnWarningUpdated, warning.id, { ...warning.facts(), score, previousScore, silentDays });
  return 'updated';
}

import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import type { Work } from '../../../kernel/database/work.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import { CompanyCalendar } from '../../../kernel/runtime/company-calendar.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { PEOPLE, type PersonNode, Permissions } from '../../permissions/index.js';
import { ChurnWarningActed } from '../domain/churn-events.js';
import { ChurnWarning } from '../domain/churn-warning.js';

/** What is done to keep a customer; without a person, the asker does it. */
export interface WarningAction {
  readonly warningId: string;
  readonly action: string;
  readonly actionOwnerId?: string | null;
  readonly dueOn?: string | null;
  readonly expectedVersion: number;
  readonly idempotencyKey?: string | null;
}

const CAUSE = 'churnWarning.action';

/** Whoever is to act on a warning may see and work on it; the owner may anyway. */
export async function shareWarning(
  permissions: Permissions,
  work: Work,
  { id: recordId, ownerId }: ChurnWarning,
  personId: string,
): Promise<void> {
  await permissions.revoke(work, CAUSE, recordId);
  if (personId === ownerId) return;
  const grant = { kind: 'churnWarning', recordId, personId, level: 'edit' } as const;
  permissions.grant(work, { ...grant, cause: CAUSE, causeId: recordId });
}

/** Notes what is done about a warning and by whom; whoever is to do it may see and work on the warning from then on. */
@Injectable()
export class ActOnWarning {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly permissions: Permissions,
    private readonly calendar: CompanyCalendar,
    private readonly lists: ListReader,
  ) {}

  /** Throws INVALID_REFERENCE (the asker sees no such active person), INVALID_DUE_DAY, TRANSITION_REFUSED (the warning is closed). */
  execute(viewer: Viewer, input: WarningAction): Promise<{ warningId: string }> {
    const { warningId, action, expectedVersion, idempotencyKey } = input;
    const actionOwnerId = input.actionOwnerId ?? viewer.personId;
    const actionDueOn = input.dueOn ?? null;
    const operation = { actor: viewer, action: 'churnWarning.act', reason: null, idempotencyKey, input };
    return this.unitOfWork.run(operation, async (work) => {
      const warning = await work.fetch(ChurnWarning, warningId, { verb: 'act', expectedVersion });
      warning.act({ action, actionOwnerId, actionDueOn }, viewer.personId, work.at);
      if (actionOwnerId !== viewer.personId) await this.mustSee(viewer, actionOwnerId);
      if (actionDueOn !== null && actionDueOn < this.calendar.dayOf(work.at))
        throw new DomainError('INVALID_DUE_DAY', ['input', 'dueOn']);
      await shareWarning(this.permissions, work, warning, actionOwnerId);
      work.save(warning);
      work.record(ChurnWarningActed, warning.id, { ...warning.facts(), action, actionOwnerId, actionDueOn });
      return { warningId };
    });
  }

  private async mustSee(viewer: Viewer, personId: string): Promise<void> {
    const [person] = await this.lists.byIds<PersonNode>(PEOPLE, viewer, [personId]);
    if (!person?.active) throw new DomainError('INVALID_REFERENCE', ['input', 'actionOwnerId']);
  }
}

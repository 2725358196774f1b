import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { Approvals } from '../../approvals/index.js';
import { CheckNewcomer } from '../../permissions/index.js';
import { AccountApplication, type Placement } from '../domain/account-application.js';
import { ApplicationDecided } from '../domain/account-errors.js';

/** Which applicant comes in as what. */
export type ApplicantPlacement = Omit<Placement, 'type' | 'level' | 'positionId' | 'managerId'> &
  Partial<Placement> & {
    readonly applicationId: string;
    readonly expectedVersion: number;
    readonly idempotencyKey?: string | null;
  };

/** Says as what an applicant would come in: no more than the placer holds. Whoever approves sees it, and must hold it as well. */
@Injectable()
export class PlaceApplicant {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly newcomers: CheckNewcomer,
    private readonly approvals: Approvals,
  ) {}

  /** Throws NOT_FOUND, FORBIDDEN, APPLICATION_DECIDED, APPROVAL_BEGUN, STALE_RECORD, INVALID_DEPARTMENT, INVALID_POSITION, INVALID_LEVEL, INVALID_MANAGER, INVALID_ROLE. */
  execute(viewer: Viewer, input: ApplicantPlacement): Promise<{ applicationId: string }> {
    const { applicationId, expectedVersion, idempotencyKey } = input;
    const operation = { actor: viewer, action: 'accountApplication.place', idempotencyKey, input };
    return this.unitOfWork.run(operation, async (work) => {
      const options = { verb: 'place', expectedVersion, evenLocked: true };
      const application = await work.fetch(AccountApplication, applicationId, options);
      if (application.state !== 'PENDING') throw new ApplicationDecided();
      const placement = placementOf(input);
      await this.newcomers.execute(work, placement);
      application.placement = placement;
      work.save(application);
      const { type, level } = placement;
      const record = { recordKind: 'accountApplication', recordId: applicationId };
      await this.approvals.amend(work, { ...record, facts: { type, level }, payload: { ...placement } });
      return { applicationId };
    });
  }
}

function placementOf({ login, departmentId, roleIds, ...input }: ApplicantPlacement): Placement {
  return {
    ...{ login: login.trim().toLowerCase(), type: input.type ?? 'STAFF', level: input.level ?? 1 },
    ...{ departmentId, positionId: input.positionId ?? null, managerId: input.managerId ?? null },
    roleIds: [...new Set(roleIds)],
  };
}

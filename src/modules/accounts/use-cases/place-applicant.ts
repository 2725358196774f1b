import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { AccountApplication, type Placement } from '../domain/account-application.js';
import { ApplicationDecided } from '../domain/account-errors.js';

/** Which applicant comes in as what. */
export type ApplicantPlacement = Omit<Placement, 'type' | 'level' | 'positionId' | 'managerId'> &
  Partial<Placement> & {
    readonly applicationId: string;
    readonly expectedVersion: number;
    readonly idempotencyKey?: string | null;
  };

/** Says as what an applicant would come in; whoever approves must hold it all, which is checked when they do. */
@Injectable()
export class PlaceApplicant {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Throws NOT_FOUND, FORBIDDEN, APPLICATION_DECIDED, STALE_RECORD. */
  execute(viewer: Viewer, input: ApplicantPlacement): Promise<{ applicationId: string }> {
    const { applicationId, expectedVersion, idempotencyKey, login, departmentId, roleIds } = input;
    const operation = { actor: viewer, action: 'accountApplication.place', idempotencyKey, input };
    return this.unitOfWork.run(operation, async (work) => {
      const options = { verb: 'place', expectedVersion, evenLocked: true };
      const application = await work.fetch(AccountApplication, applicationId, options);
      if (application.state !== 'PENDING') throw new ApplicationDecided();
      application.placement = {
        ...{ login: login.trim().toLowerCase(), type: input.type ?? 'STAFF', level: input.level ?? 1 },
        ...{ departmentId, positionId: input.positionId ?? null, managerId: input.managerId ?? null },
        roleIds: [...new Set(roleIds)],
      };
      work.save(application);
      return { applicationId };
    });
  }
}

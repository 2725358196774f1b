import { Injectable } from '@nestjs/common';
import type { Work } from '../../../kernel/database/work.js';
import { OrganisationFinder } from '../queries/organisation-finder.js';
import { CheckPlace } from './check-place.js';
import { CheckPower } from './check-power.js';
import { GrantRoles } from './grant-roles.js';

/** As what somebody is to come into the company. */
export interface NewcomerPlace {
  readonly level: number;
  readonly departmentId: string;
  readonly positionId: string | null;
  readonly managerId: string | null;
  readonly roleIds: readonly string[];
}

/** Checks who says as what somebody comes in, before there is such a person: naming it is granting it, whoever decides afterwards. */
@Injectable()
export class CheckNewcomer {
  constructor(
    private readonly place: CheckPlace,
    private readonly grants: GrantRoles,
    private readonly power: CheckPower,
    private readonly organisation: OrganisationFinder,
  ) {}

  /** Throws INVALID_DEPARTMENT, INVALID_POSITION, INVALID_LEVEL, INVALID_MANAGER, INVALID_ROLE. */
  async execute(work: Work, { level, departmentId, positionId, managerId, roleIds }: NewcomerPlace): Promise<void> {
    await this.place.seenDepartment(work, departmentId, 'departmentId');
    if (positionId) await this.place.position(work, positionId);
    await this.power.checkGivenLevel(work.viewer, level);
    if (managerId) await this.place.manager(work, managerId, null);
    await this.grants.check(work, roleIds, await this.organisation.standingOfNewcomer(departmentId));
  }
}

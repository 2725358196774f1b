import { Injectable } from '@nestjs/common';
import type { Sql } from '../../../kernel/access/readable.js';
import { scopeOf, type Viewer } from '../../../kernel/access/viewer.js';
import { Permissions } from '../../permissions/index.js';
import { type Candidate, mayPerform, type Performer } from '../domain/performer.js';

interface Answerable {
  readonly ownerId: string | null;
  readonly performer: Performer;
  readonly departmentId: string;
}

/** Answers who may do a step, from the organisation. */
@Injectable()
export class Performers {
  constructor(private readonly permissions: Permissions) {}

  /** Whether the person belongs to those who do the step. */
  async includes(performer: Performer, candidate: Candidate): Promise<boolean> {
    const head = performer.departmentId === null ? null : await this.permissions.headOf(performer.departmentId);
    return mayPerform(candidate, performer, head, await this.holders(performer));
  }

  /** Active holders of the performing role; none for a department. */
  async holders({ roleCode }: Performer): Promise<string[]> {
    return roleCode === null ? [] : this.permissions.holdersOf(roleCode);
  }

  /** The handler, or while there is none the holders of the performing role; and the head of the department. */
  async answerableFor({ ownerId, performer, departmentId }: Answerable): Promise<string[]> {
    const head = await this.permissions.headOf(departmentId);
    const handlers = ownerId === null ? await this.holders(performer) : [ownerId];
    return [...new Set([...handlers, ...(head === null ? [] : [head])])];
  }

  /** Condition "the case waits for my departments or one of my roles". */
  waitingFor(viewer: Viewer): Sql {
    const departments = [...new Set([viewer.departmentId, ...scopeOf(viewer, 'serviceCase.edit').departmentIds])];
    const roles = viewer.roleCodes;
    const byDepartment = `t.step_role_code IS NULL AND t.department_id IN (${departments.map(() => '?').join(',')})`;
    const byRole = roles.length === 0 ? '' : ` OR t.step_role_code IN (${roles.map(() => '?').join(',')})`;
    return { text: `t.state = 'OPEN' AND (${byDepartment}${byRole})`, params: [...departments, ...roles] };
  }
}

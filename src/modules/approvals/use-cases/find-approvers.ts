import { Injectable } from '@nestjs/common';
import { type PersonView, Permissions } from '../../permissions/index.js';
import type { Approval } from '../domain/approval.js';
import type { ApproverRule, StepDefinition } from '../domain/process-definition.js';
import { ApprovalWithoutApprover } from '../domain/approval-errors.js';
import { type Asked, whoDecides } from '../domain/step-rules.js';

const ADMINISTRATOR = 'administrator';

/** Who decides a step, with the people's names. */
export interface Approvers extends Asked {
  readonly people: ReadonlyMap<string, PersonView>;
}

/** Finds the people who decide a step, from the organisation as it stands now. */
@Injectable()
export class FindApprovers {
  constructor(private readonly permissions: Permissions) {}

  /** Throws APPROVAL_NO_APPROVER when there is nobody, not even an administrator. */
  async execute(approval: Approval, step: StepDefinition, approvedBefore: readonly string[]): Promise<Approvers> {
    const named: string[] = [];
    for (const rule of step.approvers) named.push(...(await this.peopleOf(rule, approval, step.allowSelf)));
    const administrators = await this.permissions.holdersOf(ADMINISTRATOR);
    const active = (await this.permissions.people([...new Set([...named, ...administrators])])).filter(
      (person) => person.active,
    );
    const people = new Map(active.map((person) => [person.id, person]));
    const asked = whoDecides(step, {
      submitterId: approval.submitterId,
      found: named.filter((id) => people.has(id)),
      administrators: administrators.filter((id) => people.has(id)),
      approvedBefore,
    });
    if (!asked) throw new ApprovalWithoutApprover(`${step.name.zh} ${step.name.en}`);
    return { ...asked, people };
  }

  private async peopleOf(
    rule: ApproverRule,
    { submitterId, departmentId }: Approval,
    allowSelf: boolean,
  ): Promise<readonly string[]> {
    switch (rule.kind) {
      case 'USER':
        return rule.personIds;
      case 'ROLE':
        return this.permissions.holdersOf(rule.roleCode);
      case 'MANAGER':
        return listOf(await this.permissions.headOf({ personId: submitterId, levels: rule.levels }));
      case 'DEPARTMENT_HEAD':
        return listOf(await this.headFor(departmentId, allowSelf ? null : submitterId));
    }
  }

  /** The head's own request goes to whom the head reports to. */
  private async headFor(departmentId: string, submitterId: string | null): Promise<string | null> {
    const head = await this.permissions.headOf(departmentId);
    return head !== null && head === submitterId ? this.permissions.headOf({ personId: head, levels: 1 }) : head;
  }
}

function listOf(personId: string | null): string[] {
  return personId === null ? [] : [personId];
}

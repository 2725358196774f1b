import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { flushUnique } from '../../../kernel/database/unique-race.js';
import type { Work } from '../../../kernel/database/work.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { checkRoleFacts, type RoleFacts } from '../domain/check-role-facts.js';
import { meetAt, TREE } from '../domain/organisation-guard.js';
import { Role, RoleMembership } from '../domain/role.js';
import { HeldRoles } from '../queries/held-roles.js';
import { CheckRole } from './check-role.js';

/** A new role. */
export interface NewRole extends RoleFacts {
  readonly code: string;
  readonly name: string;
  readonly idempotencyKey?: string | null;
}

/** New facts of a role; what is left out stays. */
export interface RoleChange extends Partial<RoleFacts> {
  readonly roleId: string;
  readonly expectedVersion: number;
  readonly name?: string | null;
  readonly idempotencyKey?: string | null;
}

/** A role that goes. */
export interface RoleRemoval {
  readonly roleId: string;
  readonly expectedVersion: number;
  readonly idempotencyKey?: string | null;
}

/** Adds, changes and deletes roles; what changes counts at once for everybody who holds them. */
@Injectable()
export class SaveRole {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly check: CheckRole,
    private readonly roles: HeldRoles,
  ) {}

  /** Throws ROLE_CODE_TAKEN, INVALID_ACTION, INVALID_DEPARTMENT, INVALID_FIELD, INVALID_FIELD_RULE, ROLE_EXCEEDS. */
  create(viewer: Viewer, input: NewRole): Promise<{ roleId: string }> {
    const { code, name, idempotencyKey } = input;
    return this.unitOfWork.run({ actor: viewer, action: 'role.edit', idempotencyKey, input }, async (work) => {
      if (await this.roles.codeIsTaken(code)) throw new DomainError('ROLE_CODE_TAKEN', ['input', 'code'], { code });
      const stored = checkRoleFacts(input);
      const role = Object.assign(new Role(), { code, name, administrator: false, level: input.level ?? 1, ...stored });
      await this.check.mayGive(work, role);
      work.add(role);
      await flushUnique(work);
      return { roleId: role.id };
    });
  }

  /** Throws ROLE_FIXED, and as `create`. */
  update(viewer: Viewer, input: RoleChange): Promise<{ roleId: string }> {
    const { roleId, expectedVersion, name, level, idempotencyKey } = input;
    return this.unitOfWork.run({ actor: viewer, action: 'role.edit', idempotencyKey, input }, async (work) => {
      const role = await this.changeable(work, roleId, expectedVersion);
      const { permissions = role.permissions, fieldRules = role.fieldRules } = checkRoleFacts(input);
      Object.assign(role, { permissions, fieldRules, name: name ?? role.name, level: level ?? role.level });
      await this.check.mayGive(work, role);
      work.save(role);
      return { roleId };
    });
  }

  /** Throws ROLE_FIXED, ROLE_IN_USE. */
  remove(viewer: Viewer, input: RoleRemoval): Promise<{ deletedRoleId: string }> {
    const { roleId, expectedVersion, idempotencyKey } = input;
    return this.unitOfWork.run({ actor: viewer, action: 'role.edit', idempotencyKey, input }, async (work) => {
      const role = await this.changeable(work, roleId, expectedVersion);
      const held = await work.fetchWhere(RoleMembership, { roleId });
      if (held.length > 0) throw new DomainError('ROLE_IN_USE', ['input', 'roleId'], { people: held.length });
      work.remove(role);
      return { deletedRoleId: roleId };
    });
  }

  /** Whoever gives the role, or moves those who hold it, meets us before either reads. A role that holds more than the asker is not theirs to change, not even to make it smaller. */
  private async changeable(work: Work, roleId: string, expectedVersion: number): Promise<Role> {
    await meetAt(work, TREE);
    const role = await work.fetch(Role, roleId, { verb: 'edit', expectedVersion });
    if (role.administrator) throw new DomainError('ROLE_FIXED', ['input', 'roleId']);
    await this.check.mayGive(work, role);
    return role;
  }
}

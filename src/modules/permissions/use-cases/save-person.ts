import { Injectable } from '@nestjs/common';
import type { PersonType, Viewer } from '../../../kernel/access/viewer.js';
import { faultOf } from '../../../kernel/database/retryable.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import type { Work } from '../../../kernel/database/work.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { Department } from '../domain/department.js';
import { Person } from '../domain/person.js';
import { Role, RoleMembership } from '../domain/role.js';

/** What an administrator fills in about a person. */
export interface PersonFacts {
  readonly name: string;
  readonly type: PersonType;
  readonly level: number;
  readonly departmentId: string;
  readonly managerId: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly roleIds: readonly string[];
}

/** A new person; the password is set apart. */
export type NewPerson = Partial<PersonFacts> &
  Pick<PersonFacts, 'name' | 'departmentId' | 'roleIds'> & {
    readonly login: string;
    readonly idempotencyKey?: string | null;
  };

/** New facts of a person; what is left out stays. */
export type PersonChange = Partial<PersonFacts> & {
  readonly personId: string;
  readonly expectedVersion: number;
  readonly active?: boolean | null;
  readonly idempotencyKey?: string | null;
};

const FIELDS = ['name', 'type', 'level', 'departmentId', 'managerId', 'email', 'phone'] as const;

/** Adds people to the company and changes them. Throws INVALID_LOGIN, INVALID_DEPARTMENT, INVALID_MANAGER, INVALID_ROLE. */
@Injectable()
export class SavePerson {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async create(viewer: Viewer, input: NewPerson): Promise<{ personId: string }> {
    const { idempotencyKey } = input;
    try {
      return await this.unitOfWork.run({ actor: viewer, action: 'person.create', idempotencyKey, input }, (work) =>
        this.add(work, input),
      );
    } catch (error) {
      // The unique key on the login decides between two who add the same one at once.
      if (faultOf(error) === 'duplicate') throw new DomainError('INVALID_LOGIN', ['input', 'login']);
      throw error;
    }
  }

  update(viewer: Viewer, input: PersonChange): Promise<{ personId: string }> {
    const { personId, expectedVersion, active, roleIds, idempotencyKey } = input;
    return this.unitOfWork.run({ actor: viewer, action: 'person.edit', idempotencyKey, input }, async (work) => {
      const person = await work.fetch(Person, personId, { verb: 'edit', expectedVersion });
      await checkPlace(work, input, personId);
      for (const field of FIELDS) if (input[field] !== undefined) Reflect.set(person, field, input[field]);
      if (active !== undefined && active !== null) person.active = active;
      work.save(person);
      if (roleIds) await this.replaceRoles(work, personId, roleIds);
      return { personId };
    });
  }

  private async add(work: Work, input: NewPerson): Promise<{ personId: string }> {
    const login = input.login.trim().toLowerCase();
    const [taken] = await work.fetchWhere(Person, { login });
    if (taken) throw new DomainError('INVALID_LOGIN', ['input', 'login']);
    await checkPlace(work, input, null);
    const person = work.add(
      Object.assign(new Person(), {
        login,
        name: input.name,
        type: input.type ?? 'STAFF',
        level: input.level ?? 1,
        departmentId: input.departmentId,
        positionId: null,
        managerId: input.managerId ?? null,
        email: input.email ?? null,
        phone: input.phone ?? null,
        active: true,
      }),
    );
    await this.replaceRoles(work, person.id, input.roleIds);
    return { personId: person.id };
  }

  private async replaceRoles(work: Work, personId: string, roleIds: readonly string[]): Promise<void> {
    const held = await work.fetchWhere(RoleMembership, { personId });
    for (const membership of held) if (!roleIds.includes(membership.roleId)) work.remove(membership);
    for (const roleId of new Set(roleIds)) {
      if (held.some((membership) => membership.roleId === roleId)) continue;
      const role = await work.fetchUnscoped(Role, roleId);
      if (!role || !grantable(work.viewer, role)) throw new DomainError('INVALID_ROLE', ['input', 'roleIds']);
      work.add(Object.assign(new RoleMembership(), { personId, roleId }));
    }
  }
}

/** Nobody grants more than they hold: each action of the role, and the administrator role only by an administrator. */
function grantable(viewer: Viewer, role: Role): boolean {
  if (role.administrator) return viewer.type === 'ADMINISTRATOR' && viewer.scopes.get('role.edit')?.all === true;
  return role.permissions.every(({ action }) => viewer.scopes.has(action));
}

async function checkPlace(
  work: Work,
  { departmentId, managerId }: Partial<PersonFacts>,
  personId: string | null,
): Promise<void> {
  if (departmentId && !(await work.fetchUnscoped(Department, departmentId)))
    throw new DomainError('INVALID_DEPARTMENT', ['input', 'departmentId']);
  if (!managerId) return;
  const manager = await work.fetchUnscoped(Person, managerId);
  if (!manager?.active || managerId === personId) throw new DomainError('INVALID_MANAGER', ['input', 'managerId']);
}

import { Injectable } from '@nestjs/common';
import type { PersonType, Viewer } from '../../../kernel/access/viewer.js';
import { faultOf } from '../../../kernel/database/retryable.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import type { Work } from '../../../kernel/database/work.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { meetAt, TREE } from '../domain/organisation-guard.js';
import { Person } from '../domain/person.js';
import { OwnManager } from '../domain/permission-errors.js';
import { PersonDisabled } from '../domain/permission-events.js';
import { CheckPlace } from './check-place.js';
import { CheckPower } from './check-power.js';
import { GrantRoles } from './grant-roles.js';
import { JoinDepartments } from './join-departments.js';

/** What an administrator fills in about a person. */
export interface PersonFacts {
  readonly name: string;
  readonly type: PersonType;
  readonly level: number;
  readonly departmentId: string;
  /** Those that the person belongs to besides. */
  readonly otherDepartmentIds: readonly string[];
  readonly positionId: string | null;
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

const LOWEST = 1;
const FIELDS = ['name', 'type', 'level', 'departmentId', 'positionId', 'managerId', 'email', 'phone'] as const;
/** What decides who reaches what: no role changes and no department moves meanwhile. */
const REACHING = ['roleIds', 'departmentId', 'otherDepartmentIds', 'managerId'] as const;
const NEVER_EMPTY = ['name', 'type', 'level', 'departmentId'] as const;

/** Adds people to the company and changes them. Throws INVALID_LOGIN, INVALID_DEPARTMENT, INVALID_POSITION, INVALID_MANAGER, OWN_MANAGER, INVALID_LEVEL, INVALID_ROLE, LAST_ADMINISTRATOR, FORBIDDEN (over somebody who holds more or is of a higher level). */
@Injectable()
export class SavePerson {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly place: CheckPlace,
    private readonly grants: GrantRoles,
    private readonly power: CheckPower,
    private readonly departments: JoinDepartments,
  ) {}

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
    const { personId, expectedVersion, roleIds = null, otherDepartmentIds = null, idempotencyKey } = input;
    return this.unitOfWork.run({ actor: viewer, action: 'person.edit', idempotencyKey, input }, async (work) => {
      const person = await work.fetch(Person, personId, { verb: 'edit', expectedVersion });
      await this.power.checkLevel(viewer, person);
      if (REACHING.some((field) => input[field])) await meetAt(work, TREE);
      const active = input.active ?? person.active;
      if (roleIds || active !== person.active) await this.power.over(viewer, personId);
      const administered = await this.power.administers(person);
      const rehoused = await this.change(work, person, input);
      if (person.active && !active) work.record(PersonDisabled, personId, { login: person.login });
      person.active = active;
      // Roles and other departments are records of their own: the person's version must move with them.
      if (roleIds || otherDepartmentIds) work.touch(person);
      else work.save(person);
      const joined = await this.departments.execute(work, person, otherDepartmentIds, 'person.edit');
      const moved = rehoused || joined;
      if (roleIds || moved) await this.grants.execute(work, person, { roleIds, moved });
      if (administered && !(await this.power.administers(person)))
        await this.power.administratorLeft(work, active ? 'roleIds' : 'active');
      return { personId };
    });
  }

  /** Sets the facts that were given; tells whether the person comes to another department. */
  private async change(work: Work, person: Person, input: PersonChange): Promise<boolean> {
    const { departmentId, managerId, positionId } = input;
    for (const field of NEVER_EMPTY)
      if (input[field] === null) throw new DomainError('INVALID_IS_NOT_EMPTY', ['input', field]);
    const moved = departmentId !== undefined && departmentId !== person.departmentId;
    if (moved) await this.place.person(work, 'person.edit', departmentId, 'departmentId');
    if (positionId && positionId !== person.positionId) await this.place.position(work, positionId);
    if (input.level !== undefined) await this.power.checkGivenLevel(work.viewer, input.level);
    if (managerId !== undefined) await this.changeManager(work, managerId, person);
    for (const field of FIELDS) if (input[field] !== undefined) Reflect.set(person, field, input[field]);
    return moved;
  }

  private async add(work: Work, input: NewPerson): Promise<{ personId: string }> {
    await meetAt(work, TREE);
    const login = input.login.trim().toLowerCase();
    const [taken] = await work.fetchWhere(Person, { login });
    if (taken) throw new DomainError('INVALID_LOGIN', ['input', 'login']);
    await this.place.person(work, 'person.create', input.departmentId, 'departmentId');
    if (input.positionId) await this.place.position(work, input.positionId);
    await this.power.checkGivenLevel(work.viewer, input.level ?? LOWEST);
    if (input.managerId) await this.place.manager(work, input.managerId, null);
    const person = work.add(
      Object.assign(new Person(), {
        login,
        name: input.name,
        type: input.type ?? 'STAFF',
        level: input.level ?? LOWEST,
        departmentId: input.departmentId,
        positionId: input.positionId ?? null,
        managerId: input.managerId ?? null,
        email: input.email ?? null,
        phone: input.phone ?? null,
        active: true,
      }),
    );
    await this.departments.execute(work, person, input.otherDepartmentIds ?? [], 'person.create');
    await this.grants.execute(work, person, { roleIds: input.roleIds, moved: true });
    return { personId: person.id };
  }

  /** Whom somebody reports to decides what they ask for, so that nobody chooses theirs but an administrator. */
  private async changeManager(work: Work, managerId: string | null, person: Person): Promise<void> {
    if (managerId === person.managerId) return;
    if (person.id === work.viewer.personId && !(await this.power.isAdministrator(work.viewer.personId)))
      throw new OwnManager();
    if (managerId) await this.place.manager(work, managerId, person);
  }
}

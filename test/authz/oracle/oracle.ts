import { kindOf } from '../world/kinds.js';
import { worldAt } from '../world/past.js';
import { departmentsOf, type Row, rowOf, rowsOf, type Value, type World } from '../world/rows.js';
import { type Permission, permissionsOf, reads, ruleOfRoles } from './roles.js';

/** A role, held by the person or lent to a deputy: it reaches what it reaches for `as`. */
export interface Held {
  readonly role: Row;
  readonly as: Row;
}

/**
 * The rules of access as `docs/permissions.md` says them: plain walks over parent links, no SQL, no closure of the tree, nothing of the
 * product's code. Whatever the product answers must be what follows from here.
 */
export class Oracle {
  constructor(
    readonly world: World,
    readonly now: string,
    /** The records that are asked about: those of now, or of a moment. Rights, and the tree and the people that they hang on, are of now. */
    readonly records: World = world,
  ) {}

  /** The same rights over the records as they were at that moment: §2, with the owner and department of that time. */
  at(moment: string): Oracle {
    return new Oracle(this.world, this.now, worldAt(this.world, moment));
  }

  /** The person is there, and holds and hands on what their roles say. */
  active(person: Row): boolean {
    return person['active'] === true && person['deleted_at'] === null;
  }

  /** §1: one's own roles, and those of the principals one stands in for, the administrator role excepted. */
  private held(person: Row): Held[] {
    return this.active(person) ? this.heldBy(person) : [];
  }

  /** The same of somebody who may be disabled, for whom it counts nothing. */
  heldBy(person: Row): Held[] {
    return [
      ...this.rolesOf(person).map((role) => ({ role, as: person })),
      ...this.principalsOf(person).flatMap((principal) =>
        this.rolesOf(principal)
          .filter((role) => role['administrator'] !== true)
          .map((role) => ({ role, as: principal })),
      ),
    ];
  }

  rolesOf(person: Row): Row[] {
    return this.world.memberships
      .filter((membership) => membership['person_id'] === person.id && membership['deleted_at'] === null)
      .map((membership) => rowOf(this.world, 'Role', membership['role_id']))
      .filter((role): role is Row => role !== null && role['deleted_at'] === null);
  }

  /** Whom the person stands in for now. */
  principalsOf(person: Row): Row[] {
    const ids = rowsOf(this.world, 'Deputy')
      .filter((deputy) => deputy['deputy_id'] === person.id && this.standsIn(deputy))
      .map((deputy) => deputy['principal_id']);
    return [...new Set(ids)]
      .map((id) => rowOf(this.world, 'Person', id))
      .filter((principal): principal is Row => principal !== null && this.active(principal));
  }

  private standsIn(deputy: Row): boolean {
    const begun = String(deputy['starts_at']) <= this.now;
    return (
      begun && String(deputy['ends_at']) > this.now && deputy['ended_at'] === null && deputy['deleted_at'] === null
    );
  }

  /** §4: the rule on a field; of the roles that give sight of it the least restrictive counts. Null: none. */
  rule(person: Row, name: string): string | null {
    if (this.administrator(person)) return null;
    return ruleOfRoles(
      this.held(person).map(({ role }) => role),
      name,
    );
  }

  /** §5: the rule by the person's own roles alone, as giving is judged. */
  ownRule(person: Row, name: string): string | null {
    return this.administrator(person) ? null : ruleOfRoles(this.rolesOf(person), name);
  }

  administrator(person: Row): boolean {
    return this.active(person) && this.rolesOf(person).some((role) => role['administrator'] === true);
  }

  /** Whether any role names the action with a scope other than NONE; the administrator role names all. */
  holds(person: Row, action: string): boolean {
    if (this.administrator(person)) return true;
    return this.held(person).some(({ role }) =>
      permissionsOf(role).some((one) => one.action === action && one.scope !== 'NONE'),
    );
  }

  /** Every permission for the action, with whoever it reaches for; the administrator role aside. */
  permissionsFor(person: Row, action: string): { permission: Permission; as: Row }[] {
    return this.held(person).flatMap(({ role, as }) =>
      permissionsOf(role)
        .filter((permission) => permission.action === action)
        .map((permission) => ({ permission, as })),
    );
  }

  /** §5: the same of the person's own roles, by which giving is judged. */
  ownPermissionsFor(person: Row, action: string): { permission: Permission; as: Row }[] {
    return this.permissionsFor(person, action).filter(({ as }) => as.id === person.id);
  }

  /** Whether the action reaches every row. */
  reachesAll(person: Row, action: string): boolean {
    const all = this.permissionsFor(person, action).some(({ permission }) => permission.scope === 'ALL');
    return all || this.administrator(person);
  }

  /** §2: whether the action reaches the row, deleted or not. */
  reaches(person: Row, action: string, type: string, row: Row): boolean {
    if (this.administrator(person)) return true;
    const { parent } = kindOf(type);
    if (parent) {
      const above = rowOf(this.records, parent[0], row[parent[1]]);
      return above !== null && this.reaches(person, action, parent[0], above);
    }
    return this.permissionsFor(person, action).some(({ permission, as }) => this.permits(permission, as, type, row));
  }

  /** Whether a role's permission reaches the row for whoever holds it. */
  private permits(permission: Permission, person: Row, type: string, row: Row): boolean {
    if (permission.scope === 'NONE') return false;
    if (this.granted(person, permission.action, type, row)) return true;
    if (this.ledByOwnCustomer(person, permission.action, type, row)) return true;
    return this.scopeReaches(permission, person, type, row);
  }

  /** §2: the scope itself, from owner and department. */
  scopeReaches(permission: Permission, person: Row, type: string, row: Row): boolean {
    const { owner, department } = kindOf(type);
    const ownerId = (owner === undefined ? null : row[owner]) ?? null;
    const departmentId = (department === undefined ? null : row[department]) ?? null;
    const own = ownerId !== null && ownerId === person.id;
    switch (permission.scope) {
      case 'NONE':
        return false;
      case 'OWN':
        return own;
      case 'OWN_TEAM':
        return own || this.reportsTo(ownerId, person.id);
      case 'DEPARTMENT':
        return own || this.departmentsOf(person).some((id) => id === departmentId);
      case 'DEPARTMENT_AND_BELOW':
        return own || this.departmentsOf(person).some((id) => this.within(departmentId, id));
      case 'NAMED_DEPARTMENTS':
        return (permission.departmentIds ?? []).some((id) => id === departmentId);
      case 'ALL':
        return true;
      default:
        throw new Error(`The oracle knows no scope ${permission.scope}.`);
    }
  }

  /** §3: by what the roles say of owner and department, and not by name or through a customer; for giving, by own roles alone. */
  holdsByRole(person: Row, action: string, type: string, row: Row, giving = false): boolean {
    if (this.administrator(person)) return true;
    const permissions = giving ? this.ownPermissionsFor(person, action) : this.permissionsFor(person, action);
    return permissions.some(({ permission, as }) => this.scopeReaches(permission, as, type, row));
  }

  /** §2, §3: named access to the row, or to its customer for a team member. */
  private granted(person: Row, action: string, type: string, row: Row): boolean {
    const reading = reads(action);
    const customer = this.customerOf(type, row);
    return this.world.grants.some((grant) => {
      const here = grant['kind'] === kindOf(type).action && grant['record_id'] === row.id;
      const above = grant['spreads'] === true && grant['kind'] === 'customer' && grant['record_id'] === customer?.id;
      return (here || above) && this.counts(grant, person) && (reading || grant['level'] === 'edit');
    });
  }

  /** §2: a grant counts until its end and until it is taken back. */
  counts(grant: Row, person: Row): boolean {
    const running = grant['until'] === null || String(grant['until']) > this.now;
    return grant['person_id'] === person.id && grant['deleted_at'] === null && running;
  }

  /** §3: who owns a customer reads its deals and cases, and reports on them; other verbs do not follow from it. */
  private ledByOwnCustomer(person: Row, action: string, type: string, row: Row): boolean {
    return reads(action) && this.customerOf(type, row)?.['owner_id'] === person.id;
  }

  /** §3: the customer that leads to a deal or a case; a deleted one leads nowhere. */
  customerOf(type: string, row: Row): Row | null {
    if (!LED_BY_CUSTOMER.includes(type)) return null;
    const customer = rowOf(this.records, 'Customer', row['customer_id']);
    return customer?.['deleted_at'] === null ? customer : null;
  }

  departmentsOf(person: Row): Value[] {
    return departmentsOf(this.world, person);
  }

  /** Departments where the person handles service cases; none when they handle all of them. */
  handlingDepartments(person: Row): Value[] {
    const permissions = this.permissionsFor(person, 'serviceCase.edit');
    if (this.reachesAll(person, 'serviceCase.edit')) return [person['department_id'] ?? null];
    const places = rowsOf(this.world, 'Department').map(({ id }) => id);
    const handled = permissions.flatMap(({ permission: { scope, departmentIds = [] }, as }) => {
      if (scope === 'NAMED_DEPARTMENTS') return [...departmentIds];
      if (scope === 'DEPARTMENT') return this.departmentsOf(as);
      if (scope !== 'DEPARTMENT_AND_BELOW') return [];
      return places.filter((id) => this.departmentsOf(as).some((above) => this.within(id, above)));
    });
    return [person['department_id'] ?? null, ...handled];
  }

  /** Whether the department is that one or lies below it. */
  within(departmentId: Value | undefined, above: Value): boolean {
    const department = rowOf(this.world, 'Department', departmentId);
    if (!department || department['deleted_at'] !== null) return false;
    return department.id === above || this.within(department['parent_id'], above);
  }

  /** Everybody who reports to the person, directly or over others. */
  teamOf(person: Row): string[] {
    return rowsOf(this.world, 'Person')
      .map(({ id }) => id)
      .filter((id) => id !== person.id && this.reportsTo(id, person.id));
  }

  /** Whether the person reports to the leader along `manager_id`, directly or over others; also somebody who is disabled. */
  private reportsTo(personId: Value | undefined, leaderId: string, met: readonly string[] = []): boolean {
    const person = rowOf(this.world, 'Person', personId);
    if (!person || person['deleted_at'] !== null || met.includes(person.id)) return false;
    const managerId = person['manager_id'];
    return managerId === leaderId || this.reportsTo(managerId, leaderId, [...met, person.id]);
  }

  /** §2: not deleted, nor what it belongs to, and the kind's `read` action reaches it. */
  seen(person: Row, type: string, row: Row): boolean {
    return this.lives(type, row) && this.reaches(person, `${kindOf(type).action}.read`, type, row);
  }

  /** Neither the row is deleted nor what it is seen with. */
  lives(type: string, row: Row): boolean {
    if (row['deleted_at'] !== null) return false;
    const { parent } = kindOf(type);
    if (!parent) return true;
    const above = rowOf(this.records, parent[0], row[parent[1]]);
    return above !== null && this.lives(parent[0], above);
  }

  /** §2: an action works on a row that is seen and that it reaches. */
  works(person: Row, action: string, type: string, row: Row): boolean {
    return this.seen(person, type, row) && this.reaches(person, action, type, row);
  }

  /** The rows of a type that the person sees. */
  visible(person: Row, type: string): Row[] {
    return rowsOf(this.records, type).filter((row) => this.seen(person, type, row));
  }
}

const LED_BY_CUSTOMER = ['Opportunity', 'ServiceCase'];

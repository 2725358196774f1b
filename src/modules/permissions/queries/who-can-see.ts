import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { Database } from '../../../kernel/database/database.js';
import { jsonColumn } from '../../../kernel/database/json-column.js';
import { type PlacedRecord, PlacedRecords } from '../../../kernel/lists/placed-records.js';
import type { RolePermission } from '../domain/role-scope.js';
import { Deputies } from './deputies.js';
import { NamedAccesses } from './named-access.js';

interface HolderRow {
  person_id: string;
  department_id: string;
  administrator: number;
  permissions: unknown;
}

/** What of a record decides who sees it. */
interface Circle {
  readonly record: PlacedRecord;
  /** The record's department and those above it. */
  readonly above: ReadonlySet<string>;
  /** Department → people who belong to it besides their main one. */
  readonly besides: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whom the owner reports to, directly or over others. */
  readonly leaders: ReadonlySet<string>;
  readonly granted: ReadonlySet<string>;
}

/** Finds everybody who sees a record: from the record to the people, so that ten thousand people cost a few statements. */
@Injectable()
export class WhoCanSee {
  constructor(
    private readonly database: Database,
    private readonly records: PlacedRecords,
    private readonly named: NamedAccesses,
    private readonly deputies: Deputies,
  ) {}

  /** Ids of the active people who see the record now, deputies included. Throws NOT_FOUND, also for a record that the asker does not see. */
  async people(asker: Viewer, kind: string, id: string): Promise<string[]> {
    const record = await this.records.seen(asker, kind, id);
    const circle = await this.circleOf(record);
    const action = `${kind}.read`;
    const seeing = new Set<string>();
    /** Those whose sight goes over to whoever stands in for them: all but administrators as such. */
    const handing = new Set<string>();
    for (const row of await this.holders()) {
      const own =
        !row.administrator &&
        jsonColumn<RolePermission[]>(row.permissions).some((one) => one.action === action && sees(one, row, circle));
      if (own) handing.add(row.person_id);
      if (own || row.administrator) seeing.add(row.person_id);
    }
    for (const deputy of await this.deputies.of([...handing])) seeing.add(deputy);
    return [...seeing];
  }

  private holders(): Promise<HolderRow[]> {
    return this.database.rows<HolderRow>(
      `SELECT p.id AS person_id, p.department_id, r.administrator, r.permissions FROM role_membership m
       JOIN role r ON r.id = m.role_id AND r.deleted_at IS NULL
       JOIN person p ON p.id = m.person_id AND p.active = 1 AND p.deleted_at IS NULL WHERE m.deleted_at IS NULL ORDER BY p.id`,
    );
  }

  private async circleOf(record: PlacedRecord): Promise<Circle> {
    const { departmentId, ownerId } = record;
    const department = await this.database.one<{ path: string }>(
      'SELECT path FROM department WHERE id = ? AND deleted_at IS NULL',
      [departmentId],
    );
    const above = new Set((department?.path ?? '').split('/').filter((part) => part !== ''));
    const grants = (await this.named.of(record)).filter(({ counts }) => counts);
    return {
      record,
      above,
      besides: await this.besides([...new Set([...above, ...(departmentId === null ? [] : [departmentId])])]),
      leaders: await this.leadersOf(ownerId),
      granted: new Set(grants.map(({ personId }) => personId)),
    };
  }

  private async besides(departmentIds: readonly string[]): Promise<Map<string, Set<string>>> {
    const found = new Map<string, Set<string>>();
    if (departmentIds.length === 0) return found;
    const rows = await this.database.rows<{ person_id: string; department_id: string }>(
      `SELECT person_id, department_id FROM person_department WHERE deleted_at IS NULL AND department_id IN (${departmentIds.map(() => '?').join(',')})`,
      departmentIds,
    );
    for (const { person_id, department_id } of rows)
      found.set(department_id, (found.get(department_id) ?? new Set()).add(person_id));
    return found;
  }

  private async leadersOf(personId: string | null): Promise<Set<string>> {
    const leaders = new Set<string>();
    for (let at = personId; at !== null;) {
      const row: { manager_id: string | null } | null = await this.database.one<{ manager_id: string | null }>(
        'SELECT manager_id FROM person WHERE id = ? AND deleted_at IS NULL',
        [at],
      );
      at = row?.manager_id ?? null;
      if (at === null || leaders.has(at)) break;
      leaders.add(at);
    }
    return leaders;
  }
}

function sees({ scope, departmentIds = [] }: RolePermission, holder: HolderRow, circle: Circle): boolean {
  if (scope === 'NONE') return false;
  const { person_id: personId } = holder;
  const { ownerId, departmentId } = circle.record;
  const owns = ownerId === personId;
  if (scope === 'ALL' || circle.granted.has(personId)) return true;
  switch (scope) {
    case 'OWN':
      return owns;
    case 'OWN_TEAM':
      return owns || circle.leaders.has(personId);
    case 'DEPARTMENT':
      return owns || (departmentId !== null && belongs(holder, departmentId, circle));
    case 'DEPARTMENT_AND_BELOW':
      return owns || [...circle.above].some((one) => belongs(holder, one, circle));
    case 'NAMED_DEPARTMENTS':
      return departmentId !== null && departmentIds.includes(departmentId);
  }
}

function belongs(holder: HolderRow, departmentId: string, { besides }: Circle): boolean {
  return holder.department_id === departmentId || Boolean(besides.get(departmentId)?.has(holder.person_id));
}

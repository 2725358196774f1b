import { Injectable } from '@nestjs/common';
import { tableAt } from '../../../kernel/access/kind-at.js';
import { Database } from '../../../kernel/database/database.js';
import { ListReader, loaderOf } from '../../../kernel/lists/list-reader.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import type { DepartmentNode, PersonNode } from '../graphql/person.types.js';
import { DEPARTMENTS } from './people-list.js';

/** The departments that people belong to, as an asker sees them. */
@Injectable()
export class PersonDepartments {
  constructor(
    private readonly database: Database,
    private readonly lists: ListReader,
  ) {}

  /** The main department first, then the others as they were joined, at the moment that the scope reads at; batched over the operation. */
  async of(scope: RequestScope, { id, departmentId }: PersonNode): Promise<DepartmentNode[]> {
    const others = await loaderOf<string, string[]>(scope, 'person:departments', (ids) =>
      this.others(ids, scope.asOf ?? null),
    ).load(id);
    const all = [departmentId, ...others];
    const seen = await Promise.all(all.map((one) => this.lists.related<DepartmentNode>(DEPARTMENTS, scope, one)));
    return seen.filter((department) => department !== null);
  }

  private async others(personIds: readonly string[], at: Date | null): Promise<string[][]> {
    const rows = await this.database.rows<{ personId: string; departmentId: string }>(
      `SELECT person_id AS personId, department_id AS departmentId FROM ${tableAt('person_department', at)} b
       WHERE person_id IN (${personIds.map(() => '?').join(',')}) AND deleted_at IS NULL ORDER BY id`,
      personIds,
    );
    return personIds.map((id) => rows.filter(({ personId }) => personId === id).map((row) => row.departmentId));
  }
}

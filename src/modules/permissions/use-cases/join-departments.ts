import { Injectable } from '@nestjs/common';
import type { Work } from '../../../kernel/database/work.js';
import type { Person } from '../domain/person.js';
import { PersonDepartment } from '../domain/person-department.js';
import { CheckPlace } from './check-place.js';

/** Sets the departments that a person belongs to besides the main one. */
@Injectable()
export class JoinDepartments {
  constructor(private readonly place: CheckPlace) {}

  /** Tells whether the person comes to another department; null keeps those they belong to. Throws INVALID_DEPARTMENT. */
  async execute(work: Work, person: Person, ids: readonly string[] | null, action: string): Promise<boolean> {
    const { id: personId } = person;
    const held = await work.fetchWhere(PersonDepartment, { personId });
    const wanted = new Set(ids ?? held.map(({ departmentId }) => departmentId));
    // The main department is no other one.
    wanted.delete(person.departmentId);
    for (const membership of held) if (!wanted.delete(membership.departmentId)) work.remove(membership);
    for (const departmentId of wanted) {
      await this.place.person(work, action, departmentId, 'otherDepartmentIds');
      work.add(Object.assign(new PersonDepartment(), { personId, departmentId }));
    }
    return wanted.size > 0;
  }
}

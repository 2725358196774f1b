import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import type { ListDefinition } from '../../../kernel/lists/define-list.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { CONTACTS, type ContactNode, CUSTOMERS, type CustomerNode } from '../../customers/index.js';
import { DEPARTMENTS, type DepartmentNode, PEOPLE, type PersonNode } from '../../permissions/index.js';

/** Looks up what an input refers to, as the asker may see it. Throws INVALID_REFERENCE with the field's name. */
@Injectable()
export class CaseReferences {
  constructor(private readonly lists: ListReader) {}

  customer(viewer: Viewer, id: string): Promise<CustomerNode> {
    return this.seen<CustomerNode>(CUSTOMERS, viewer, id, 'customerId');
  }

  /** The contact must be one of the customer's. */
  async contact(viewer: Viewer, id: string, customerId: string): Promise<ContactNode> {
    const contact = await this.seen<ContactNode>(CONTACTS, viewer, id, 'contactId');
    if (contact.customerId !== customerId) throw new DomainError('INVALID_REFERENCE', ['input', 'contactId']);
    return contact;
  }

  /** `path`: where in the input it stands. */
  department(viewer: Viewer, id: string, path: readonly string[] = []): Promise<DepartmentNode> {
    return this.seen<DepartmentNode>(DEPARTMENTS, viewer, id, 'departmentId', path);
  }

  /** The person must be able to sign in. */
  async person(viewer: Viewer, id: string): Promise<PersonNode> {
    const person = await this.seen<PersonNode>(PEOPLE, viewer, id, 'personId');
    if (!person.active) throw new DomainError('INVALID_REFERENCE', ['input', 'personId']);
    return person;
  }

  private async seen<N>(
    list: ListDefinition,
    viewer: Viewer,
    id: string,
    field: string,
    path: readonly string[] = [],
  ): Promise<N> {
    const [found] = await this.lists.byIds<N>(list, viewer, [id]);
    if (!found) throw new DomainError('INVALID_REFERENCE', ['input', ...path, field]);
    return found;
  }
}

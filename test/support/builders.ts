import { insertRecord, type TestPerson } from './world.js';

/** Builds a customer with defaults; a test states only what matters to it. */
export class CustomerBuilder {
  private values: Record<string, unknown> = {
    name: '测试客户有限公司',
    short_name: '测试客户',
    kind: 'ORGANISATION',
    tags: '[]',
    lifecycle: 'POTENTIAL',
    custom: '{}',
    search_text: '',
  };

  ownedBy(person: TestPerson): this {
    return this.with({ owner_id: person.id, department_id: person.departmentId });
  }

  named(name: string): this {
    return this.with({ name, search_text: name.toLowerCase() });
  }

  with(values: Record<string, unknown>): this {
    this.values = { ...this.values, ...values };
    return this;
  }

  save(): Promise<string> {
    return insertRecord('customer', this.values);
  }
}

/** A customer to be saved. */
export function aCustomer(): CustomerBuilder {
  return new CustomerBuilder();
}

/** Adds a contact to a customer. */
export function aContact(customerId: string, name = '王芳'): Promise<string> {
  return insertRecord('contact', { customer_id: customerId, name, do_not_contact: 0, custom: '{}', search_text: name });
}

/** Adds an interaction to a customer. */
export function anInteraction(customerId: string, author: TestPerson, summary = '电话回访'): Promise<string> {
  return insertRecord('interaction', {
    customer_id: customerId,
    contact_id: null,
    author_id: author.id,
    channel: 'CALL',
    happened_at: new Date(),
    summary,
  });
}

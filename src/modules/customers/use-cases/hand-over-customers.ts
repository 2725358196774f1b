import { Injectable } from '@nestjs/common';
import { Database } from '../../../kernel/database/database.js';
import {
  type Gift,
  type Given,
  HandsOver,
  type HeldQuery,
  type HeldRecord,
  type KeptReason,
  type OwnedRecords,
} from '../../../kernel/database/owned-records.js';
import type { Work } from '../../../kernel/database/work.js';
import { Customer } from '../domain/customer.js';
import { CustomerTransferred } from '../domain/customer-events.js';

/** Hands customers over; contacts, interactions and follow-ups are seen with their customer and need nothing of their own. */
@Injectable()
@HandsOver({
  kind: 'customer',
  label: { zh: '客户', en: 'Customers' },
  place: 10,
  actions: ['customer.read'],
  granted: false,
})
export class HandOverCustomers implements OwnedRecords {
  constructor(private readonly database: Database) {}

  async held({ personId, after, limit }: HeldQuery): Promise<HeldRecord[]> {
    const rows = await this.database.rows<{ id: string; departmentId: string }>(
      `SELECT id, department_id AS departmentId FROM customer
       WHERE owner_id = ? AND deleted_at IS NULL AND id > ? ORDER BY id LIMIT ?`,
      [personId, after, limit],
    );
    return rows.map((row) => ({ ...row, customerId: null }));
  }

  async holdersOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.rows<{ id: string; ownerId: string }>(
      `SELECT id, owner_id AS ownerId FROM customer WHERE deleted_at IS NULL AND id IN (${ids.map(() => '?').join(',')})`,
      ids,
    );
    return new Map(rows.map(({ id, ownerId }) => [id, ownerId]));
  }

  async give(work: Work, fromId: string, gifts: readonly Gift[]): Promise<Given[]> {
    const customers = await this.read(work, gifts);
    const given: Given[] = [];
    for (const { recordId, taker } of gifts) {
      const customer = customers.get(recordId);
      if (customer?.ownerId !== fromId) continue;
      const before = placeOf(customer);
      this.assign(work, customer, taker.id, taker.departmentId);
      given.push({ recordId, before, after: placeOf(customer) });
    }
    return given;
  }

  async takeBack(work: Work, given: readonly Given[]): Promise<ReadonlyMap<string, KeptReason>> {
    const customers = await this.read(work, given);
    const kept = new Map<string, KeptReason>();
    for (const { recordId, before, after } of given) {
      const customer = customers.get(recordId);
      if (!customer) kept.set(recordId, 'GONE');
      else if (customer.ownerId !== after['ownerId'] || customer.departmentId !== after['departmentId'])
        kept.set(recordId, 'MOVED_ON');
      else this.assign(work, customer, before['ownerId']!, before['departmentId']!);
    }
    return kept;
  }

  /** All of them at once, before the first is written, so that the writes go out together. */
  private async read(work: Work, records: readonly { readonly recordId: string }[]): Promise<Map<string, Customer>> {
    const found = await work.fetchWhere(Customer, { id: records.map(({ recordId }) => recordId) });
    return new Map(found.map((customer) => [customer.id, customer]));
  }

  private assign(work: Work, customer: Customer, ownerId: string, departmentId: string): void {
    const { id, name, ownerId: fromOwnerId } = customer;
    customer.assignTo(ownerId, departmentId);
    work.save(customer);
    work.record(CustomerTransferred, id, { fromOwnerId, ownerId, departmentId, name });
  }
}

function placeOf({ ownerId, departmentId }: Customer): Given['before'] {
  return { ownerId, departmentId };
}

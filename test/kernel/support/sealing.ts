import { AuditChain } from '../../../src/kernel/audit/audit-chain.js';
import { AuditSealer } from '../../../src/kernel/audit/audit-sealer.js';
import { AuditVerifier, type ChainReport, type NotedHead } from '../../../src/kernel/audit/audit-verifier.js';
import { Leases } from '../../../src/kernel/jobs/lease.js';
import { Customer } from '../../../src/modules/customers/domain/customer.js';
import { customer, viewer } from './people.js';
import type { Instance, TestKernel } from './test-kernel.js';

/** Who writes what is sealed. */
export const ALICE = viewer('7');

/** One instance with its sealer. */
export class Sealing {
  readonly instance: Instance;
  readonly chain: AuditChain;
  readonly sealer: AuditSealer;

  constructor(kernel: TestKernel) {
    this.instance = kernel.instance();
    const { database, unitOfWork, log } = this.instance;
    this.chain = new AuditChain(database, unitOfWork);
    this.sealer = new AuditSealer(database, this.chain, new Leases(database), log);
  }

  verify(noted: NotedHead | null = null): Promise<ChainReport> {
    return new AuditVerifier(this.instance.database).verify(noted);
  }

  /** What is broken: link and words. */
  async damage(): Promise<unknown[]> {
    return (await this.verify()).damages.map(({ seq, what }) => [seq, what]);
  }

  /** Adds so many customers, one transaction each, and changes the telephone number of each. */
  async written(count: number): Promise<void> {
    const { unitOfWork } = this.instance;
    for (let n = 0; n < count; n++) {
      const id = await unitOfWork.run({ actor: ALICE, action: 'customer.create' }, (work) =>
        Promise.resolve(work.add(customer({ name: `客户${n}`, phone: '13800000000' })).id),
      );
      await unitOfWork.run({ actor: ALICE, action: 'customer.edit', reason: '回访' }, async (work) => {
        const known = await work.fetch(Customer, id, { verb: 'edit' });
        known.phone = `1390000000${n}`;
        work.save(known);
      });
    }
  }
}

/** Takes the audit, its chain and the customers away. */
export async function emptyAudit(kernel: TestKernel): Promise<void> {
  const audit = ['audit_entry', 'audit_value', 'audit_link', 'audit_head', 'lease'];
  for (const table of [...audit, 'customer', 'customer_history']) await kernel.sql(`DELETE FROM ${table}`);
}

import { Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import type { Viewer } from '../kernel/access/viewer.js';
import { Customers, type ImportAccount } from '../modules/customers/index.js';
import { Permissions } from '../modules/permissions/index.js';
import type { SampleCompany } from '../sample-company/sample-company.js';
import { toContactRows, toCustomerRows } from '../sample-company/to-csv.js';
import { firstDays, lifecycles } from './sample-customer-past.js';
import { type CustomerContext, known, type SampleContext } from './sample-context.js';
import { SeedJournal } from './seed-journal.js';

const KEYS_AT_ONCE = 200;
const NO_SESSION = '0';
const CHANNELS = { EMAIL: 'MAIL', MESSENGER: 'MESSAGE' } as const;
type Channel = 'VISIT' | 'CALL' | 'MAIL' | 'MESSAGE' | 'MEETING' | 'EXHIBITION' | 'EVENT' | 'OTHER';

/** Loads customers and contacts through the import that users have, then the interactions with them. */
@Injectable()
export class SampleCustomersSeed {
  constructor(
    private readonly journal: SeedJournal,
    private readonly customers: Customers,
    private readonly permissions: Permissions,
  ) {}

  /** Adds the customers' and contacts' ids to the context; with the accounts of both imports. */
  async load(context: SampleContext): Promise<{ context: CustomerContext; imports: ImportAccount[] }> {
    const { company, progress } = context;
    const viewer = await this.administrator(context);
    progress.begin('customers 客户');
    const customers = await this.import(viewer, 'CUSTOMERS', customersCsv(company));
    progress.advance(customers.rowsRead);
    progress.begin('contacts 联系人');
    const contacts = await this.import(viewer, 'CONTACTS', contactsCsv(company));
    progress.advance(contacts.rowsRead);
    const customerIds = await inParts(
      company.customers.map(({ externalKey }) => externalKey),
      (keys) => this.customers.idsByKey(viewer, keys),
    );
    const contactIds = await inParts(
      company.contacts.map(({ externalKey }) => externalKey),
      (keys) => this.customers.contactIdsByKey(viewer, keys),
    );
    return { context: { ...context, customers: customerIds, contacts: contactIds }, imports: [customers, contacts] };
  }

  async loadInteractions({ company, progress, people, customers, contacts }: CustomerContext): Promise<void> {
    progress.begin('interactions 跟进记录');
    await this.journal.batches(
      'interactions',
      company.interactions,
      100,
      (work, talk) => {
        const { subject, text, nextFollowUp } = talk;
        this.customers.importInteraction(work, {
          customerId: known(customers, talk.customerKey),
          contactId: known(contacts, talk.contactKey),
          authorId: known(people, talk.authorLogin).id,
          channel: channelOf(talk.channel),
          happenedAt: new Date(talk.occurredAt),
          summary: `${subject}：${text}`,
          followUpOn: nextFollowUp?.on ?? null,
          followUpChannel: nextFollowUp ? channelOf(nextFollowUp.kind) : null,
          followUpNote: nextFollowUp?.note ?? null,
        });
      },
      (count) => progress.advance(count),
    );
  }

  private async import(viewer: Viewer, kind: 'CUSTOMERS' | 'CONTACTS', csv: string): Promise<ImportAccount> {
    const bytes = (async function* () {
      yield await Promise.resolve(Buffer.from(csv));
    })();
    const file = { bytes, kind, dryRun: false };
    const importId = await this.journal.step(`import:${kind}`, () => this.customers.startImport(viewer, file));
    const account = await this.customers.finishImport(viewer, importId);
    if (account.state !== 'DONE' || account.refused > 0)
      throw new Error(`The import of ${kind.toLowerCase()} refused rows: ${JSON.stringify(account.problems)}`);
    return account;
  }

  private async administrator({ company, people }: SampleContext): Promise<Viewer> {
    const user = company.users.find(({ roleCode }) => roleCode === 'ADMINISTRATOR');
    const id = user ? known(people, user.login).id : '';
    const viewer = await this.permissions.viewerOf(id, NO_SESSION, 'zh-CN');
    if (!viewer) throw new Error('The sample company has no administrator.');
    return viewer;
  }
}

function customersCsv(company: SampleCompany): string {
  const since = firstDays(company);
  const stands = lifecycles(company);
  const rows = toCustomerRows(company).map((row) => ({
    ...row,
    lifecycle: stands.get(row.external_key) ?? '',
    effective_at: since.get(row.external_key) ?? '',
  }));
  return stringify(rows, { header: true });
}

function contactsCsv(company: SampleCompany): string {
  const since = firstDays(company);
  const rows = toContactRows(company).map((row) => ({
    ...row,
    effective_at: since.get(row.customer_external_key) ?? '',
  }));
  return stringify(rows, { header: true });
}

function channelOf(name: string): Channel {
  return (CHANNELS as Record<string, Channel>)[name] ?? (name as Channel);
}

async function inParts(
  keys: readonly string[],
  find: (keys: readonly string[]) => Promise<Map<string, string>>,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (let from = 0; from < keys.length; from += KEYS_AT_ONCE)
    for (const [key, id] of await find(keys.slice(from, from + KEYS_AT_ONCE))) found.set(key, id);
  return found;
}

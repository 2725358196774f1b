import { buildContacts } from './contacts.js';
import { buildInteractions, type ConversationSetting } from './interactions.js';
import type { SampleFiles } from './sample-files.js';
import type {
  SampleContact,
  SampleCustomer,
  SampleDeal,
  SampleInteraction,
  SampleProduct,
  SampleServiceCase,
  SampleUser,
} from './sample-records.js';
import { buildServiceCases } from './service-cases.js';

/** What the sales data lacks altogether; all of it generated. */
export interface PeopleAndTexts {
  contacts: SampleContact[];
  interactions: SampleInteraction[];
  serviceCases: SampleServiceCase[];
}

/** What the generated people and texts refer to. */
export interface GeneratedAround {
  today: string;
  customers: SampleCustomer[];
  products: SampleProduct[];
  deals: SampleDeal[];
  users: SampleUser[];
}

/** Contacts, interactions and service cases of the customers, the same for the same day. */
export function buildPeopleAndTexts(files: SampleFiles, around: GeneratedAround): PeopleAndTexts {
  const { today, customers, products, deals, users } = around;
  const contacts = buildContacts(customers, files.people());
  const setting: ConversationSetting = {
    today,
    products,
    contactsByCustomer: groupByCustomer(contacts),
    lastPurchaseByCustomer: lastPurchases(deals),
  };
  return {
    contacts,
    interactions: buildInteractions(customers, files.interactionTexts(), setting),
    serviceCases: buildServiceCases(customers, files.serviceCaseTexts(), { ...setting, users }),
  };
}

function groupByCustomer(contacts: SampleContact[]): Map<string, SampleContact[]> {
  const groups = new Map<string, SampleContact[]>();
  for (const contact of contacts)
    groups.set(contact.customerKey, [...(groups.get(contact.customerKey) ?? []), contact]);
  return groups;
}

function lastPurchases(deals: SampleDeal[]): Map<string, string> {
  const last = new Map<string, string>();
  for (const { stage, customerKey, closedOn } of deals) {
    if (stage !== 'WON' || customerKey === null || closedOn === null) continue;
    if (closedOn > (last.get(customerKey) ?? '')) last.set(customerKey, closedOn);
  }
  return last;
}

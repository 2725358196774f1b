import { chineseName, pinyinSyllables } from './chinese-names.js';
import { syntheticPhone } from './generated-customers.js';
import type { PeopleLists } from './sample-files.js';
import type { SampleContact, SampleCustomer } from './sample-records.js';
import { SeededRandom } from './seeded-random.js';

const PHONE_BLOCK = 1;

/** One to four people at each customer, with names in plain letters for their mail address and a title each of their own. */
export function buildContacts(customers: SampleCustomer[], lists: PeopleLists): SampleContact[] {
  const contacts: SampleContact[] = [];
  for (const customer of customers) {
    const random = new SeededRandom(`contacts:${customer.externalKey}`);
    const taken = new Set<string>();
    const firstTitle = random.integer(0, lists.contactTitles.length - 1);
    const count = random.integer(1, 4);
    for (let i = 1; i <= count; i += 1) {
      const title = lists.contactTitles[(firstTitle + i * 3) % lists.contactTitles.length];
      if (!title) throw new RangeError('people.json has no contact titles');
      const externalKey = `${customer.externalKey}-contact-${i}`;
      const name = chineseName(lists, externalKey, taken);
      const [surname = '', ...given] = pinyinSyllables(name);
      contacts.push({
        externalKey,
        customerKey: customer.externalKey,
        name,
        title: title.zh,
        phone: syntheticPhone(PHONE_BLOCK, contacts.length + 1),
        email: `${given.join('')}.${surname}@${customer.externalKey}.example.com`,
        birthday: birthday(random),
        buyingRole: title.buyingRole,
      });
    }
  }
  return contacts;
}

/** A day between 1965 and 1998; days after the 28th are left out, so that it exists in every month. */
function birthday(random: SeededRandom): string {
  const [year, month, day] = [random.integer(1965, 1998), random.integer(1, 12), random.integer(1, 28)];
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

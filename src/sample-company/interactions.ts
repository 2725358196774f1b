import type { InteractionTexts } from './sample-files.js';
import type { SampleContact, SampleCustomer, SampleInteraction, SampleProduct } from './sample-records.js';
import { SeededRandom } from './seeded-random.js';
import { chinaInstant, daysBetween, shiftDay, weekdayUpTo } from './shift-dates.js';

/** What the generated conversations are about and when they may have happened. */
export interface ConversationSetting {
  today: string;
  products: SampleProduct[];
  contactsByCustomer: Map<string, SampleContact[]>;
  lastPurchaseByCustomer: Map<string, string>;
}

/** Contacts are kept for about a month after the last purchase of a generated customer, then they thin out like the purchases did. */
const TALK_AFTER_LAST_PURCHASE_DAYS = 30;

/** Three to nine interactions of each customer over the last year, six on average, all before `today`; a quarter of the latest set a next follow-up. */
export function buildInteractions(
  customers: SampleCustomer[],
  texts: InteractionTexts,
  setting: ConversationSetting,
): SampleInteraction[] {
  return customers.flatMap((customer) => interactionsOf(customer, texts, setting));
}

/** Replaces `{customer}`, `{contact}` and `{product}` in a text. */
export function fillText(
  text: string,
  customer: SampleCustomer,
  contact: SampleContact,
  product: SampleProduct,
): string {
  return text
    .replaceAll('{customer}', customer.shortName)
    .replaceAll('{contact}', `${contact.name}（${contact.title}）`)
    .replaceAll('{product}', product.name);
}

function interactionsOf(
  customer: SampleCustomer,
  texts: InteractionTexts,
  setting: ConversationSetting,
): SampleInteraction[] {
  const random = new SeededRandom(`interactions:${customer.externalKey}`);
  const contacts = setting.contactsByCustomer.get(customer.externalKey) ?? [];
  const wordings = texts.channels.flatMap((entry) => entry.texts.map((text) => ({ ...entry, text })));
  const latestDaysAgo = silentDays(customer, setting);
  const count = random.integer(3, 9);
  const daysAgo = Array.from({ length: count }, () => random.integer(latestDaysAgo, Math.max(latestDaysAgo + 60, 365)));
  daysAgo.sort((a, b) => b - a);
  return daysAgo.map((ago, i) => {
    const contact = random.pick(contacts);
    const { channel, subject, text: wording } = random.pick(wordings);
    const text = fillText(wording, customer, contact, random.pick(setting.products));
    const occurredAt = chinaInstant(weekdayUpTo(shiftDay(setting.today, -ago)), random.integer(9 * 60, 17 * 60 + 30));
    const next = random.pick(texts.followUps);
    const on = shiftDay(setting.today, random.integer(1, 14));
    const planned = i === count - 1 && random.chance(0.25);
    return {
      externalKey: `${customer.externalKey}-talk-${i + 1}`,
      customerKey: customer.externalKey,
      contactKey: contact.externalKey,
      authorLogin: customer.ownerLogin,
      channel,
      occurredAt,
      subject,
      text,
      nextFollowUp: planned ? { on, ...next } : null,
    };
  });
}

/** How many days ago the latest interaction may be: yesterday, but not long after the last purchase of a generated customer. */
function silentDays(customer: SampleCustomer, { today, lastPurchaseByCustomer }: ConversationSetting): number {
  const last = lastPurchaseByCustomer.get(customer.externalKey);
  if (customer.origin !== 'CDNOW' || last === undefined) return 1;
  return Math.max(1, daysBetween(last, today) - TALK_AFTER_LAST_PURCHASE_DAYS);
}

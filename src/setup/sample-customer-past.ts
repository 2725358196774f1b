import type { SampleCompany } from '../sample-company/sample-company.js';
import { shiftDay } from '../sample-company/shift-dates.js';

/** How long before the first deal or talk a customer is taken to be known. */
const KNOWN_DAYS_BEFORE = 7;

/** Customer key → ISO day since when the customer is on record: a week before the first deal, talk or case. */
export function firstDays({ deals, interactions, serviceCases }: SampleCompany): Map<string, string> {
  const first = new Map<string, string>();
  const seen = (key: string | null, day: string | null): void => {
    if (key !== null && day !== null && day < (first.get(key) ?? '9999')) first.set(key, day);
  };
  for (const { customerKey, engagedOn, closedOn } of deals) seen(customerKey, engagedOn ?? closedOn);
  for (const { customerKey, occurredAt } of interactions) seen(customerKey, occurredAt.slice(0, 10));
  for (const { customerKey, openedAt } of serviceCases) seen(customerKey, openedAt.slice(0, 10));
  return new Map([...first].map(([key, day]) => [key, shiftDay(day, -KNOWN_DAYS_BEFORE)]));
}

/** ISO day since when departments, people and products are on record: the day before the first customer, deal and price. */
export function beginningOf(company: SampleCompany): string {
  const days = [...firstDays(company).values(), ...company.exchangeRates.map(({ day }) => day)];
  const first = days.reduce((earliest, day) => (day < earliest ? day : earliest), company.today);
  return shiftDay(first, -1);
}

/** Customer key → lifecycle: WON where a deal was won, INTENDING where one is open; the rest is POTENTIAL. */
export function lifecycles({ deals }: SampleCompany): Map<string, 'WON' | 'INTENDING'> {
  const stands = new Map<string, 'WON' | 'INTENDING'>();
  for (const { customerKey, stage } of deals) {
    if (customerKey === null || stage === 'LOST' || stands.get(customerKey) === 'WON') continue;
    stands.set(customerKey, stage === 'WON' ? 'WON' : 'INTENDING');
  }
  return stands;
}

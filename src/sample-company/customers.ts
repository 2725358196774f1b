import { Decimal } from 'decimal.js';
import { loginOf } from './organisation.js';
import type { MavenAccount, MavenData } from './read-maven.js';
import type { SampleCustomer } from './sample-records.js';

/** The key of an account of the sales data: `Gekko & Co` → `account-gekko-co`. */
export function accountKey(name: string): string {
  return `account-${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
}

/**
 * The accounts as customers. The owner is the agent who won most value there (ties: the first by name); an account that nobody has won
 * yet goes to the first agent who works a deal there, or to the first of the list.
 */
export function buildAccounts(maven: MavenData, shortNames: Record<string, string>): SampleCustomer[] {
  const owners = ownersByAccount(maven);
  const fallback = maven.agents[0]?.name ?? '';
  return maven.accounts.map((account) => {
    const shortName = shortNames[account.name];
    if (!shortName) throw new RangeError(`account-short-names.json has no short name for "${account.name}"`);
    return accountCustomer(account, shortName, owners.get(account.name) ?? fallback);
  });
}

function accountCustomer(account: MavenAccount, shortName: string, ownerName: string): SampleCustomer {
  const { name, parentName, industry, foundedYear, employees, country, revenueMillions } = account;
  return {
    externalKey: accountKey(name),
    name,
    shortName,
    parentKey: parentName === null ? null : accountKey(parentName),
    parentName,
    industry,
    foundedYear,
    annualRevenue: revenueMillions === '' ? null : new Decimal(revenueMillions).times(1_000_000).toFixed(2),
    currency: 'USD',
    employees,
    country,
    city: null,
    phone: null,
    website: null,
    source: null,
    creditCode: null,
    tags: ['样例数据', '简称为生成'],
    ownerLogin: loginOf(ownerName),
    origin: 'MAVEN',
    generatedFields: ['shortName'],
  };
}

function ownersByAccount(maven: MavenData): Map<string, string> {
  const values = new Map<string, Map<string, number>>();
  for (const { accountName, agentName, stage, closeValue } of maven.opportunities) {
    if (accountName === null) continue;
    const byAgent = values.get(accountName) ?? new Map<string, number>();
    byAgent.set(agentName, (byAgent.get(agentName) ?? 0) + (stage === 'WON' ? Number(closeValue) : 0));
    values.set(accountName, byAgent);
  }
  const owners = new Map<string, string>();
  for (const [accountName, byAgent] of values) {
    const [best] = [...byAgent].sort(([nameA, a], [nameB, b]) => b - a || nameA.localeCompare(nameB, 'en'));
    if (best) owners.set(accountName, best[0]);
  }
  return owners;
}

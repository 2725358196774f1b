import { creditCode } from './credit-code.js';
import type { LoggedBuyer } from './cdnow-log.js';
import { loginOf } from './organisation.js';
import type { MavenAgent } from './read-maven.js';
import type { CompanyParts } from './sample-files.js';
import type { SampleCustomer } from './sample-records.js';
import { SeededRandom } from './seeded-random.js';

/** The key of the customer who buys in the rhythm of a logged buyer. */
export function generatedKey(buyerId: string): string {
  return `generated-${buyerId}`;
}

/** A number in the 154 prefix, which no carrier is known to use; `block` keeps companies and contacts apart. */
export function syntheticPhone(block: number, serial: number): string {
  return `154${block}${String(serial).padStart(7, '0')}`;
}

/** One made-up Chinese company per logged buyer, given to the agents in turn. */
export function buildGeneratedCustomers(
  buyers: LoggedBuyer[],
  agents: MavenAgent[],
  parts: CompanyParts,
): SampleCustomer[] {
  const taken = new Set<string>();
  return buyers.map((buyer, index) => {
    const agent = agents[index % agents.length];
    if (!agent) throw new RangeError('generated customers need sales agents');
    return generatedCustomer(buyer.id, index, loginOf(agent.name), parts, taken);
  });
}

function generatedCustomer(
  buyerId: string,
  index: number,
  ownerLogin: string,
  parts: CompanyParts,
  taken: Set<string>,
): SampleCustomer {
  const random = new SeededRandom(`customer:${buyerId}`);
  const { tradeName, trade } = freeName(random, parts, taken);
  const city = random.pick(parts.cities);
  const employees = random.integer(20, 1800);
  const perHead = random.integer(250_000, 1_200_000);
  return {
    externalKey: generatedKey(buyerId),
    name: `${city.zh}${tradeName}${trade.zh}有限公司`,
    shortName: tradeName + trade.short,
    parentKey: null,
    parentName: null,
    industry: trade.industry,
    foundedYear: random.integer(1994, 2021),
    annualRevenue: `${employees * perHead}.00`,
    currency: 'CNY',
    employees,
    country: 'CN',
    city: city.zh,
    phone: syntheticPhone(0, index + 1),
    website: `https://www.c${buyerId}.example.com`,
    source: random.pick(parts.sources),
    creditCode: creditCode(city.code, `YL${String(index + 1).padStart(6, '0')}`),
    tags: ['样例生成'],
    ownerLogin,
    origin: 'CDNOW',
    generatedFields: ['*'],
  };
}

/** A short name that no other generated customer has. */
function freeName(
  random: SeededRandom,
  parts: CompanyParts,
  taken: Set<string>,
): { tradeName: string; trade: CompanyParts['trades'][number] } {
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    const tradeName = random.pick(parts.tradeNames);
    const trade = random.pick(parts.trades);
    if (taken.has(tradeName + trade.short)) continue;
    taken.add(tradeName + trade.short);
    return { tradeName, trade };
  }
  throw new RangeError('no free company name left: add trade names to company-parts.json');
}

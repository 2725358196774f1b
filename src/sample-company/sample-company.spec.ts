import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isValidCreditCode } from './credit-code.js';
import { buildMavenDeals } from './deals.js';
import { readMaven } from './read-maven.js';
import { SampleFiles } from './sample-files.js';
import { buildSampleCompany, parentsFirst } from './sample-company.js';
import { daysBetween, shiftDay } from './shift-dates.js';

const SAMPLES = join(process.cwd(), 'samples');
const TODAY = '2026-03-18';
const company = buildSampleCompany(TODAY, SAMPLES);
const logins = new Set(company.users.map(({ login }) => login));
const customerKeys = new Set(company.customers.map(({ externalKey }) => externalKey));

/** The pipeline straight from the file, without the product's reader: the file quotes nothing. */
function rawPipeline(): string[][] {
  const [, ...lines] = readFileSync(join(SAMPLES, 'maven-crm/sales_pipeline.csv'), 'utf8').trim().split(/\r?\n/);
  return lines.map((line) => line.split(','));
}

function sumInCents(amounts: string[]): number {
  return amounts.reduce((sum, amount) => sum + Math.round(Number(amount) * 100), 0);
}

describe('the sample company', () => {
  it('is the same for the same day', () => {
    expect(buildSampleCompany(TODAY, SAMPLES)).toEqual(company);
  });

  it('has the size of its sources', () => {
    expect(company.customers.filter(({ origin }) => origin === 'MAVEN')).toHaveLength(85);
    expect(company.customers.filter(({ origin }) => origin === 'CDNOW')).toHaveLength(150);
    expect(company.deals.filter(({ origin }) => origin === 'MAVEN')).toHaveLength(8800);
    expect(company.products).toHaveLength(7);
    expect(company.serviceCases).toHaveLength(60);
  });

  it('has by stage the counts and the closed values of the file', () => {
    for (const [theirs, ours] of Object.entries({
      Won: 'WON',
      Lost: 'LOST',
      Engaging: 'ENGAGING',
      Prospecting: 'PROSPECTING',
    })) {
      const rows = rawPipeline().filter((row) => row[4] === theirs);
      const deals = company.deals.filter(({ origin, stage }) => origin === 'MAVEN' && stage === ours);
      expect(deals).toHaveLength(rows.length);
      expect(sumInCents(deals.map(({ closeValue }) => closeValue ?? '0'))).toBe(
        sumInCents(rows.map((row) => row[7] ?? '0')),
      );
      if (ours === 'WON')
        expect(sumInCents(deals.map(({ amount }) => amount))).toBe(sumInCents(rows.map((row) => row[7] ?? '0')));
    }
  });

  it('shifts the sales data by whole weeks to end within the last seven days', () => {
    const maven = readMaven(new SampleFiles(SAMPLES));
    for (let offset = 0; offset < 7; offset += 1) {
      const today = shiftDay(TODAY, offset);
      const deals = buildMavenDeals(maven, today);
      const last = deals.reduce(
        (latest, { closedOn }) => (closedOn !== null && closedOn > latest ? closedOn : latest),
        '',
      );
      expect(last <= today).toBe(true);
      expect(daysBetween(last, today)).toBeLessThan(7);
      expect(daysBetween('2017-12-31', last) % 7).toBe(0);
    }
  });

  it('dates nothing that has happened into the future', () => {
    for (const { closedOn, engagedOn, stageHistory } of company.deals) {
      expect(
        [closedOn, engagedOn, ...stageHistory.map(({ enteredOn }) => enteredOn)].every(
          (day) => day === null || day <= TODAY,
        ),
      ).toBe(true);
      expect(closedOn === null || engagedOn === null || engagedOn <= closedOn).toBe(true);
    }
    const moments = [
      ...company.interactions.map(({ occurredAt }) => occurredAt),
      ...company.serviceCases.flatMap(({ openedAt, closedAt, steps }) => [
        openedAt,
        closedAt,
        ...steps.flatMap((s) => [s.startedAt, s.finishedAt]),
      ]),
    ];
    expect(moments.filter((moment) => moment !== null && moment >= `${TODAY}T00:00:00.000Z`)).toEqual([]);
  });

  it('has dated rates for all days of deals', () => {
    const days = new Set(company.exchangeRates.map(({ day }) => day));
    expect(days.size).toBe(company.exchangeRates.length);
    expect(
      company.deals.every(({ engagedOn, closedOn }) =>
        [engagedOn, closedOn].every((day) => day === null || days.has(day)),
      ),
    ).toBe(true);
  });

  it('starts a deal without a date on the day of loading', () => {
    const undated = company.deals.filter(({ stage }) => stage === 'PROSPECTING');
    expect(undated).toHaveLength(500);
    expect(undated.every(({ stageHistory }) => stageHistory.length === 1 && stageHistory[0]?.enteredOn === TODAY)).toBe(
      true,
    );
  });
});

describe('the references of the sample company', () => {
  it('names existing owners, authors and handlers only', () => {
    const named = [
      ...company.customers.map(({ ownerLogin }) => ownerLogin),
      ...company.deals.map(({ ownerLogin }) => ownerLogin),
      ...company.interactions.map(({ authorLogin }) => authorLogin),
      ...company.serviceCases.flatMap(({ steps }) => steps.map(({ assigneeLogin }) => assigneeLogin)),
      ...company.users.flatMap(({ managerLogin }) => managerLogin ?? []),
      ...company.departments.flatMap(({ headLogin }) => headLogin ?? []),
    ];
    expect(named.filter((login) => !logins.has(login))).toEqual([]);
  });

  it('names existing customers, contacts and products only', () => {
    const contacts = new Set(company.contacts.map(({ externalKey }) => externalKey));
    const products = new Set(company.products.map(({ code }) => code));
    const customersNamed = [
      ...company.deals.flatMap(({ customerKey }) => customerKey ?? []),
      ...company.customers.flatMap(({ parentKey }) => parentKey ?? []),
      ...[...company.contacts, ...company.interactions, ...company.serviceCases].map(({ customerKey }) => customerKey),
    ];
    expect(customersNamed.filter((key) => !customerKeys.has(key))).toEqual([]);
    expect(
      [...company.interactions, ...company.serviceCases].filter(({ contactKey }) => !contacts.has(contactKey)),
    ).toEqual([]);
    expect([...company.deals, ...company.serviceCases].filter(({ productCode }) => !products.has(productCode))).toEqual(
      [],
    );
  });

  it('uses every key once', () => {
    const lists = [company.customers, company.deals, company.contacts, company.interactions, company.serviceCases];
    for (const list of lists) expect(new Set(list.map(({ externalKey }) => externalKey)).size).toBe(list.length);
    expect(logins.size).toBe(company.users.length);
    expect(new Set(company.contacts.map(({ phone }) => phone)).size).toBe(company.contacts.length);
  });

  it('places parents before their subsidiaries and refuses circles', () => {
    const order = company.customers.map(({ externalKey }) => externalKey);
    for (const [index, { parentKey }] of company.customers.entries()) {
      if (parentKey !== null) expect(order.indexOf(parentKey)).toBeLessThan(index);
    }
    const [first, second] = company.customers;
    if (!first || !second) throw new Error('no customers');
    const circle = [
      { ...first, parentKey: second.externalKey },
      { ...second, parentKey: first.externalKey },
    ];
    expect(() => parentsFirst(circle)).toThrow('circle');
  });
});

describe('the generated parts', () => {
  it('gives every customer a Chinese short name of its own', () => {
    const names = company.customers.map(({ shortName }) => shortName);
    expect(names.filter((name) => !/^\p{Script=Han}{2,}$/u.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('has valid credit codes for generated customers, and none for accounts of the file', () => {
    for (const { origin, creditCode, tags } of company.customers) {
      expect(origin === 'CDNOW' ? isValidCreditCode(creditCode ?? '') : creditCode === null).toBe(true);
      if (origin === 'CDNOW') expect(tags).toContain('样例生成');
    }
  });

  it('spreads the generated customers over all agents', () => {
    const owners = new Set(
      company.customers.filter(({ origin }) => origin === 'CDNOW').map(({ ownerLogin }) => ownerLogin),
    );
    expect(owners.size).toBe(35);
  });

  it('keeps generated discounts within the sense of a price list', () => {
    const discounts = company.deals
      .filter(({ origin }) => origin === 'CDNOW')
      .map(({ discount }) => Math.abs(Number(discount)));
    expect(discounts.filter((discount) => discount > 0.5).length).toBeLessThan(discounts.length * 0.02);
  });

  it('has some generated customers silent for long, for a while, and not at all', () => {
    const last = new Map<string, string>();
    for (const { origin, customerKey, closedOn } of company.deals) {
      if (origin === 'CDNOW' && customerKey && closedOn && closedOn > (last.get(customerKey) ?? ''))
        last.set(customerKey, closedOn);
    }
    const silences = [...last.values()].map((day) => daysBetween(day, TODAY));
    expect(silences).toHaveLength(150);
    expect(silences.filter((days) => days >= 91).length).toBe(64);
    expect(silences.filter((days) => days >= 30 && days < 91).length).toBeGreaterThan(20);
    expect(silences.filter((days) => days < 30).length).toBeGreaterThan(20);
  });

  it('has open complaints, next follow-ups within two weeks, and a first response to closed complaints within two hours', () => {
    expect(
      company.serviceCases.filter(({ kind, status }) => kind === 'COMPLAINT' && status !== 'CLOSED').length,
    ).toBeGreaterThanOrEqual(6);
    const followUps = company.interactions.flatMap(({ nextFollowUp }) => nextFollowUp?.on ?? []);
    expect(followUps.length).toBeGreaterThan(20);
    expect(followUps.every((day) => day > TODAY && day <= shiftDay(TODAY, 14))).toBe(true);
    for (const { openedAt, firstResponseAt } of company.serviceCases) {
      if (firstResponseAt !== null)
        expect(Date.parse(firstResponseAt) - Date.parse(openedAt)).toBeLessThanOrEqual(2 * 3_600_000);
    }
  });

  it('leaves no placeholder in any text', () => {
    const texts = [...company.interactions, ...company.serviceCases].map(({ text }) => text);
    const notes = company.serviceCases.flatMap(({ steps }) => steps.map(({ note }) => note));
    expect([...texts, ...notes].filter((text) => /[{}]|undefined/.test(text))).toEqual([]);
  });
});

describe('the organisation', () => {
  it('is a tree of regions with a team per manager', () => {
    const regions = company.departments.filter(({ key }) => ['central', 'east', 'west'].includes(key));
    expect(regions.map(({ headLogin }) => headLogin)).toEqual(['melvin.marxen', 'cara.losch', 'celia.rouche']);
    for (const { key } of regions)
      expect(company.departments.filter(({ parentKey }) => parentKey === key)).toHaveLength(2);
    expect(company.users.filter(({ roleCode }) => roleCode === 'SALES')).toHaveLength(35);
    expect(company.users.filter(({ roleCode }) => roleCode === 'SALES_MANAGER')).toHaveLength(6);
  });

  it('has the demo accounts that a visitor needs', () => {
    const demo = company.users.filter((user) => user.demo).map(({ roleCode }) => roleCode);
    const expected = { ADMINISTRATOR: 1, EXECUTIVE: 1, SALES_MANAGER: 3, SALES: 3, SERVICE_AGENT: 1, ANALYST: 1 };
    for (const [role, count] of Object.entries(expected))
      expect(demo.filter((found) => found === role)).toHaveLength(count);
  });

  it('gives each account to the agent who won most value there', () => {
    const won = new Map<string, number>();
    for (const row of rawPipeline().filter((candidate) => candidate[3] === 'Isdom')) {
      won.set(row[1] ?? '', (won.get(row[1] ?? '') ?? 0) + Number(row[7] ?? 0));
    }
    const [best] = [...won].sort((a, b) => b[1] - a[1]);
    const owner = company.customers.find(({ name }) => name === 'Isdom')?.ownerLogin;
    expect(owner).toBe(best?.[0].toLowerCase().replace(' ', '.'));
  });
});

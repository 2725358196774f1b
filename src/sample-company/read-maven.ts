import { FileAccountBook, type FileAccount } from './file-account.js';
import type { MavenMappings, SampleFiles } from './sample-files.js';
import { isoFromAmericanDay } from './shift-dates.js';

/** An account of the sales data; `revenueMillions` as written, `country` an ISO 3166-1 alpha-2 code. */
export interface MavenAccount {
  name: string;
  industry: string | null;
  foundedYear: number | null;
  revenueMillions: string;
  employees: number | null;
  country: string | null;
  parentName: string | null;
}

/** A product with its list price in US dollars as written. */
export interface MavenProduct {
  name: string;
  series: string;
  listPrice: string;
}

/** A sales agent, who he or she reports to, and where. */
export interface MavenAgent {
  name: string;
  managerName: string;
  region: string;
}

/** An opportunity with our stage code and unshifted ISO days. */
export interface MavenOpportunity {
  id: string;
  agentName: string;
  productName: string;
  accountName: string | null;
  stage: string;
  engagedOn: string | null;
  closedOn: string | null;
  closeValue: string | null;
}

/** The whole sales data, and for each file what became of its rows. */
export interface MavenData {
  accounts: MavenAccount[];
  products: MavenProduct[];
  agents: MavenAgent[];
  opportunities: MavenOpportunity[];
  account: FileAccount[];
}

const AMOUNT = /^\d+(\.\d{1,2})?$/;

/** Reads the four files; each row is loaded, or refused with a note, never dropped. */
export function readMaven(files: SampleFiles): MavenData {
  const reader = new MavenReader(files, files.mappings());
  const products = reader.products();
  const agents = reader.agents();
  const accounts = reader.accounts();
  const opportunities = reader.opportunities(products, agents, accounts);
  reader.reportIdleAgents(agents, opportunities);
  return { products, agents, accounts, opportunities, account: reader.books.map((book) => book.close()) };
}

class MavenReader {
  readonly books: FileAccountBook[] = [];
  private readonly teams = this.open('sales_teams.csv');

  constructor(
    private readonly files: SampleFiles,
    private readonly mappings: MavenMappings,
  ) {}

  products(): MavenProduct[] {
    const book = this.open('products.csv');
    const loaded = new Map<string, MavenProduct>();
    for (const row of this.rows('products.csv')) {
      const name = row['product'] ?? '';
      const listPrice = row['sales_price'] ?? '';
      book.startRow(name);
      if (loaded.has(name) || name === '') book.refuse('product', name, 'name missing or used before');
      else if (!AMOUNT.test(listPrice)) book.refuse('sales_price', listPrice, 'not an amount');
      else {
        loaded.set(name, { name, series: row['series'] ?? '', listPrice });
        book.load();
      }
    }
    return [...loaded.values()];
  }

  agents(): MavenAgent[] {
    const loaded = new Map<string, MavenAgent>();
    for (const row of this.rows('sales_teams.csv')) {
      const agent = {
        name: row['sales_agent'] ?? '',
        managerName: row['manager'] ?? '',
        region: row['regional_office'] ?? '',
      };
      this.teams.startRow(agent.name);
      if (agent.name === '' || loaded.has(agent.name))
        this.teams.refuse('sales_agent', agent.name, 'name missing or used before');
      else if (agent.managerName === '') this.teams.refuse('manager', '', 'nobody to report to');
      else if (!this.mappings.regions[agent.region])
        this.teams.refuse('regional_office', agent.region, 'unknown region');
      else {
        loaded.set(agent.name, agent);
        this.teams.load();
      }
    }
    return [...loaded.values()];
  }

  accounts(): MavenAccount[] {
    const book = this.open('accounts.csv');
    const rows = this.rows('accounts.csv');
    const names = new Set(rows.map((row) => row['account'] ?? ''));
    const loaded = new Map<string, MavenAccount>();
    for (const row of rows) {
      const name = row['account'] ?? '';
      book.startRow(name);
      if (name === '' || loaded.has(name)) {
        book.refuse('account', name, 'name missing or used before');
        continue;
      }
      const sector = this.clean(book, 'accounts', 'sector', row['sector'] ?? '');
      const country = this.clean(book, 'accounts', 'office_location', row['office_location'] ?? '');
      const parent = row['subsidiary_of'] ?? '';
      const known = names.has(parent) && parent !== name;
      if (parent !== '' && !known) book.report('subsidiary_of', parent, 'parent is not among the accounts');
      loaded.set(name, {
        name,
        industry: this.known(book, 'sector', sector, this.mappings.sectors[sector]?.code),
        foundedYear: this.wholeNumber(book, 'year_established', row['year_established'] ?? ''),
        revenueMillions: AMOUNT.test(row['revenue'] ?? '') ? (row['revenue'] ?? '') : '',
        employees: this.wholeNumber(book, 'employees', row['employees'] ?? ''),
        country: this.known(book, 'office_location', country, this.mappings.countries[country]),
        parentName: known ? parent : null,
      });
      if (!AMOUNT.test(row['revenue'] ?? '')) book.report('revenue', row['revenue'] ?? '', 'not an amount, left empty');
      book.load();
    }
    return [...loaded.values()];
  }

  opportunities(products: MavenProduct[], agents: MavenAgent[], accounts: MavenAccount[]): MavenOpportunity[] {
    const book = this.open('sales_pipeline.csv');
    const productNames = new Set(products.map((product) => product.name));
    const agentNames = new Set(agents.map((agent) => agent.name));
    const accountNames = new Set(accounts.map((account) => account.name));
    const loaded = new Map<string, MavenOpportunity>();
    for (const row of this.rows('sales_pipeline.csv')) {
      const id = row['opportunity_id'] ?? '';
      book.startRow(id);
      const productName = this.clean(book, 'sales_pipeline', 'product', row['product'] ?? '');
      const agentName = row['sales_agent'] ?? '';
      if (id === '' || loaded.has(id)) book.refuse('opportunity_id', id, 'id missing or used before');
      else if (!productNames.has(productName)) book.refuse('product', productName, 'unknown product');
      else if (!agentNames.has(agentName)) book.refuse('sales_agent', agentName, 'unknown agent');
      else {
        const deal = this.opportunity(book, row, { id, productName, agentName }, accountNames);
        if (!deal) continue;
        loaded.set(id, deal);
        book.load();
      }
    }
    return [...loaded.values()];
  }

  /** Agents without a deal are loaded, but worth knowing about. */
  reportIdleAgents(agents: MavenAgent[], opportunities: MavenOpportunity[]): void {
    const busy = new Set(opportunities.map((deal) => deal.agentName));
    for (const agent of agents.filter(({ name }) => !busy.has(name))) {
      this.teams.reportLater(agent.name, 'sales_agent', 'has no deal in the file');
    }
  }

  private opportunity(
    book: FileAccountBook,
    row: Record<string, string>,
    named: { id: string; productName: string; agentName: string },
    accountNames: Set<string>,
  ): MavenOpportunity | null {
    const stage = this.mappings.stages[row['deal_stage'] ?? ''];
    const engageText = row['engage_date'] ?? '';
    const closeText = row['close_date'] ?? '';
    const closeValue = row['close_value'] ?? '';
    const accountName = row['account'] ?? '';
    const engagedOn = isoFromAmericanDay(engageText);
    const closedOn = isoFromAmericanDay(closeText);
    const closed = stage === 'WON' || stage === 'LOST';
    if (!stage) book.refuse('deal_stage', row['deal_stage'] ?? '', 'unknown stage');
    else if (engageText !== '' && !engagedOn) book.refuse('engage_date', engageText, 'not a day');
    else if (closeText !== '' && !closedOn) book.refuse('close_date', closeText, 'not a day');
    else if (closed && !closedOn) book.refuse('close_date', closeText, 'a closed deal needs its day');
    else if (!closed && closedOn) book.refuse('close_date', closeText, 'an open deal has no close day');
    else if (engagedOn && closedOn && closedOn < engagedOn)
      book.refuse('close_date', closeText, 'before the engage date');
    else if (closed ? !AMOUNT.test(closeValue) : closeValue !== '')
      book.refuse('close_value', closeValue, 'does not fit the stage');
    else if (closed && accountName === '') book.refuse('account', '', 'a closed deal needs its customer');
    else {
      if (accountName === '') book.report('account', '', 'open deal without an account');
      else if (!accountNames.has(accountName))
        book.report('account', accountName, 'unknown account, only its name is kept');
      if (!engagedOn) book.report('engage_date', '', 'no date, the stage starts at the day of loading');
      return { ...named, accountName: accountName || null, stage, engagedOn, closedOn, closeValue: closeValue || null };
    }
    return null;
  }

  private clean(book: FileAccountBook, file: string, column: string, value: string): string {
    const mapping = this.mappings.values[`${file}.${column}`]?.[value];
    if (!mapping) return value;
    book.map(column, value, mapping.to, mapping.why);
    return mapping.to;
  }

  private known(book: FileAccountBook, column: string, value: string, code: string | undefined): string | null {
    if (code === undefined) book.report(column, value, 'unknown value, left empty');
    return code ?? null;
  }

  private wholeNumber(book: FileAccountBook, column: string, value: string): number | null {
    if (/^\d+$/.test(value)) return Number(value);
    book.report(column, value, 'not a whole number, left empty');
    return null;
  }

  private open(file: string): FileAccountBook {
    const book = new FileAccountBook(`maven-crm/${file}`);
    this.books.push(book);
    return book;
  }

  private rows(file: string): Record<string, string>[] {
    return this.files.csv(`maven-crm/${file}`);
  }
}

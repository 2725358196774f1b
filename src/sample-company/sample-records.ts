/** Where a record comes from: the published sales data, the published purchase log, or this generator. */
export type Origin = 'MAVEN' | 'CDNOW' | 'GENERATED';

/** A department of the sample company; `parentKey` is null for the company itself. */
export interface SampleDepartment {
  key: string;
  name: string;
  nameEn: string;
  parentKey: string | null;
  headLogin: string | null;
}

/** A position that people hold. */
export interface SamplePosition {
  key: string;
  title: string;
  titleEn: string;
}

/** A person who may sign in; `demo` marks those whose password is told to whoever tries the product. */
export interface SampleUser {
  login: string;
  displayName: string;
  chineseName: string;
  email: string;
  type: 'STAFF' | 'MANAGER' | 'EXECUTIVE' | 'ANALYST' | 'ADMINISTRATOR';
  level: number;
  departmentKey: string;
  positionKey: string;
  managerLogin: string | null;
  roleCode: 'SALES' | 'SALES_MANAGER' | 'SERVICE_AGENT' | 'SERVICE_HEAD' | 'EXECUTIVE' | 'ANALYST' | 'ADMINISTRATOR';
  demo: boolean;
  origin: Origin;
  generatedFields: string[];
}

/** An industry code with its labels. */
export interface SampleIndustry {
  code: string;
  zh: string;
  en: string;
}

/** A customer; amounts of money are decimal strings, country is ISO 3166-1 alpha-2. */
export interface SampleCustomer {
  externalKey: string;
  name: string;
  shortName: string;
  parentKey: string | null;
  parentName: string | null;
  industry: string | null;
  foundedYear: number | null;
  annualRevenue: string | null;
  currency: string;
  employees: number | null;
  country: string | null;
  city: string | null;
  phone: string | null;
  website: string | null;
  source: string | null;
  creditCode: string | null;
  tags: string[];
  ownerLogin: string;
  origin: Origin;
  generatedFields: string[];
}

/** A product with its list price and the largest discount that needs no approval (0.10 = 10 %). */
export interface SampleProduct {
  code: string;
  name: string;
  series: string;
  listPrice: string;
  currency: string;
  listPriceBase: string;
  maxDiscount: string;
  generatedFields: string[];
}

/** One step of a deal's way; `enteredOn` is an ISO day. */
export interface SampleStage {
  stage: string;
  enteredOn: string;
}

/** A deal; `listPrice` is that of the whole deal (quantity × price), `discount` = 1 − amount / listPrice. */
export interface SampleDeal {
  externalKey: string;
  name: string;
  customerKey: string | null;
  customerName: string | null;
  productCode: string;
  quantity: number;
  ownerLogin: string;
  stage: string;
  amount: string;
  amountSource: 'CLOSE_VALUE' | 'LIST_PRICE' | 'PURCHASE_LOG';
  closeValue: string | null;
  currency: string;
  listPrice: string;
  discount: string;
  engagedOn: string | null;
  closedOn: string | null;
  expectedCloseOn: string | null;
  lostReason: string | null;
  stageHistory: SampleStage[];
  origin: Origin;
  generatedFields: string[];
}

/** A person at a customer; always generated. */
export interface SampleContact {
  externalKey: string;
  customerKey: string;
  name: string;
  title: string;
  phone: string;
  email: string;
  birthday: string;
  buyingRole: string;
}

/** One call, visit or message; `occurredAt` is a UTC instant; always generated. */
export interface SampleInteraction {
  externalKey: string;
  customerKey: string;
  contactKey: string;
  authorLogin: string;
  channel: string;
  occurredAt: string;
  subject: string;
  text: string;
  nextFollowUp: { on: string; kind: string; note: string } | null;
}

/** One handling step of a service case; a step without `finishedAt` is still being worked on. */
export interface SampleCaseStep {
  action: 'TAKE' | 'HANDLE' | 'FORWARD' | 'CLOSE';
  departmentKey: string;
  assigneeLogin: string;
  startedAt: string;
  finishedAt: string | null;
  note: string;
}

/** A service case; always generated. */
export interface SampleServiceCase {
  externalKey: string;
  customerKey: string;
  contactKey: string;
  productCode: string;
  kind: string;
  priority: 'LOW' | 'NORMAL' | 'HIGH' | 'URGENT';
  channel: string;
  subject: string;
  text: string;
  status: 'OPEN' | 'IN_PROGRESS' | 'CLOSED';
  assigneeLogin: string | null;
  openedAt: string;
  firstResponseAt: string | null;
  closedAt: string | null;
  steps: SampleCaseStep[];
}

/** The exchange rate of one day: 1 unit of `fromCurrency` = `rate` units of `toCurrency`. */
export interface SampleExchangeRate {
  day: string;
  fromCurrency: string;
  toCurrency: string;
  rate: string;
}

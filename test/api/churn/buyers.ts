import { aCustomer } from '../../support/builders.js';
import { sql } from '../../support/server.js';
import { freshId, type TestPerson } from '../../support/world.js';

const DAY_MS = 86_400_000;
/** 02:30 in Shanghai. */
const NIGHTLY_UTC_MS = 18.5 * 3_600_000;

/** The company's day so many days ago. */
export function daysAgo(days: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date(Date.now() - days * DAY_MS));
}

/** Adds a customer who bought so many days ago each, for 100 yuan. */
export async function aBuyer(owner: TestPerson, name: string, purchasedDaysAgo: readonly number[]): Promise<string> {
  const id = await aCustomer().ownedBy(owner).named(name).save();
  await purchases(purchasedDaysAgo.map((days) => [id, owner, days]));
  return id;
}

/** Adds a won deal of the customer. */
export function aPurchase(owner: TestPerson, customerId: string, purchasedDaysAgo: number): Promise<void> {
  return purchases([[customerId, owner, purchasedDaysAgo]]);
}

/** Adds won deals for 100 yuan each: customer, owner, how many days ago. */
export async function purchases(made: readonly (readonly [string, TestPerson, number])[]): Promise<void> {
  const at = new Date();
  const rows = made.map(([customerId, { id, departmentId }, days]) => {
    const on = daysAgo(days);
    return [freshId(), customerId, id, departmentId, at, at, at, on, on];
  });
  const fixed = "1, '订单', 1, 'WON', 'WON', 1, 100, 'CNY', 100, '{}', ''";
  await sql(
    `INSERT INTO opportunity (version, name, stage_model_id, stage_code, stage_kind, probability, amount, currency, base_amount, custom,
       search_text, id, customer_id, owner_id, department_id, created_at, updated_at, stage_entered_at, closed_on, created_on)
     VALUES ${rows.map(() => `(${fixed}, ?, ?, ?, ?, ?, ?, ?, ?, ?)`).join(',')}`,
    rows.flat(),
  );
}

/** Days ago of ten purchases about a fortnight apart, the last one so many days ago. */
export function fortnightly(lastDaysAgo: number): number[] {
  return Array.from({ length: 10 }, (_, i) => lastDaysAgo + i * 14 + ((i * 5) % 4));
}

/** A dozen steady buyers of the person, so that there is a rhythm to learn: half of them bought a week ago. */
export async function steadyBuyers(owner: TestPerson, count = 12): Promise<void> {
  for (let i = 0; i < count; i++) await aBuyer(owner, `常客${i}`, fortnightly(1 + ((i * 3) % 9)));
}

/** Notes the last night's scan as done, so that the job does not come in between. */
export async function nightIsOver(): Promise<void> {
  const now = Date.now();
  const slot = new Date(Math.floor((now - NIGHTLY_UTC_MS) / DAY_MS) * DAY_MS + NIGHTLY_UTC_MS);
  await sql(
    "INSERT IGNORE INTO job_run (job, planned_at, started_at, finished_at, attempts, fence, outcome) VALUES ('churn-scan', ?, ?, ?, 1, 1, 'ok')",
    [slot, slot, slot],
  );
}

/** What specs look at in a scan's account. */
export interface Account {
  readonly customers: number;
  readonly scored: number;
  readonly raised: number;
  readonly updated: number;
  readonly closed: number;
  readonly lost: number;
  readonly threshold: number;
  readonly horizonDays: number | null;
}

/** A refusal as payloads show it. */
export interface Refusal {
  readonly code: string;
  readonly path: string[] | null;
  readonly currentVersion?: number;
}

/** The mutation that scans. */
export const SCAN = `mutation($input: ChurnScanInput!) { churnScan(input: $input) {
  account { customers scored raised updated closed lost threshold horizonDays } userErrors { code path } } }`;

/** Scans as that person and expects an account. */
export async function scan(person: TestPerson, input: object = {}): Promise<Account> {
  const { churnScan } = await person.get<{ churnScan: { account: Account | null; userErrors: Refusal[] } }>(SCAN, {
    input,
  });
  if (!churnScan.account) throw new Error(JSON.stringify(churnScan.userErrors));
  return churnScan.account;
}

/** What specs look at in a warning. */
export interface Warning {
  readonly id: string;
  readonly version: number;
  readonly customerName: string;
  readonly state: string;
  readonly score: number;
  readonly silentDays: number;
  readonly outcome: string | null;
  readonly closeReason: string | null;
  readonly reasonText: string;
  readonly owner: { readonly id: string } | null;
}

/** The fields of a Warning. */
export const WARNING = 'id version customerName state score silentDays outcome closeReason reasonText owner { id }';

/** The warnings that the person sees, newest first. */
export async function warningsOf(person: TestPerson, filter: object = {}): Promise<Warning[]> {
  const query = `query($filter: ChurnWarningFilter) { churnWarnings(filter: $filter) { nodes { ${WARNING} } } }`;
  return (await person.get<{ churnWarnings: { nodes: Warning[] } }>(query, { filter })).churnWarnings.nodes;
}

/** Tables that a scan of nothing new leaves as they are. */
export async function churnRows(): Promise<unknown> {
  return sql(`SELECT (SELECT COUNT(*) FROM churn_warning_history) AS warnings, (SELECT COUNT(*) FROM churn_model) AS models,
    (SELECT COUNT(*) FROM outbox_event WHERE name LIKE 'ChurnWarning%') AS events, (SELECT SUM(version) FROM churn_spell) AS spells`);
}

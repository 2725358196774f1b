import { aCustomer } from '../../support/builders.js';
import { sql } from '../../support/server.js';
import { addPerson, freshId, insertRecord, type TestPerson, type World } from '../../support/world.js';
import { aWarning } from '../access/records-of-bob.js';
import { askDeletion, publish as publishApproval } from '../approvals/approval-steps.js';
import { purchases } from '../churn/buyers.js';
import { aDeal } from '../opportunities/open-deals.js';
import { openCase, publish as publishService } from '../service/open-cases.js';

/** How many records of a kind somebody gets. */
export interface Share {
  readonly kind: string;
  readonly count: number;
  readonly fallback: boolean;
  readonly person: { readonly login: string } | null;
}

/** What specs look at in a preview. */
export interface Preview {
  readonly total: number;
  readonly withoutTaker: number;
  readonly kinds: { readonly kind: string; readonly label: string; readonly count: number }[];
  readonly shares: Share[];
}

/** What specs look at in a hand-over. */
export interface HandoverView {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly total: number;
  readonly moved: number;
  readonly leftOver: number;
  readonly shares: Share[];
  readonly disabledAt: string | null;
  readonly givenBack: number;
  readonly kept: number;
  readonly keptRecords: { readonly kind: string; readonly recordId: string; readonly reason: string }[];
  readonly person: { readonly login: string; readonly active: boolean } | null;
  readonly startedBy: { readonly login: string } | null;
}

const SHARES = 'shares { kind count fallback person { login } }';
const HANDOVER = `id version state total moved leftOver ${SHARES} disabledAt givenBack kept
  keptRecords { kind recordId reason } person { login active } startedBy { login }`;
const ERRORS = 'userErrors { code path ... on StaleRecordError { currentVersion } }';

/** A refusal: the code of the request, or of the payload with its path. */
export type Refused = string | { readonly code: string; readonly path: string[] | null };

/** The preview of a hand-over, as text that two of them can be compared by. */
export async function preview(asker: TestPerson, input: object): Promise<Preview> {
  const query = `query($input: HandoverPreviewInput!) { handoverPreview(input: $input) {
    total withoutTaker kinds { kind label count } ${SHARES} } }`;
  return (await asker.get<{ handoverPreview: Preview }>(query, { input })).handoverPreview;
}

/** Sends `handoverStart`; the new id, or the refusal. */
export async function start(asker: TestPerson, input: object): Promise<{ id: string } | { refused: Refused }> {
  const { data, errors } = await asker.ask<{ done: { handover: { id: string } | null; userErrors: Refused[] } }>(
    `mutation($input: HandoverStartInput!) { done: handoverStart(input: $input) { handover { id } ${ERRORS} } }`,
    { input: { reason: '离职', ...input } },
  );
  const refused = errors?.[0]?.extensions.code ?? data?.done.userErrors[0];
  return refused ? { refused } : data!.done.handover!;
}

/** Sends `handoverUndo` for the hand-over as it is now; the refusal, or null. */
export async function undo(asker: TestPerson, id: string, more: object = {}): Promise<Refused | null> {
  const expectedVersion = (await see(asker, id)).version;
  const { data, errors } = await asker.ask<{ done: { userErrors: Refused[] } }>(
    `mutation($input: HandoverUndoInput!) { done: handoverUndo(input: $input) { handover { id } ${ERRORS} } }`,
    { input: { handoverId: id, expectedVersion, ...more } },
  );
  return errors?.[0]?.extensions.code ?? data?.done.userErrors[0] ?? null;
}

/** The hand-over as the person sees it. */
export async function see(asker: TestPerson, id: string): Promise<HandoverView> {
  const query = `query($id: ID!) { handover(id: $id) { ${HANDOVER} } }`;
  return (await asker.get<{ handover: HandoverView }>(query, { id })).handover;
}

/** The hand-over at its end. */
export async function ended(asker: TestPerson, id: string): Promise<HandoverView> {
  for (let tries = 0; tries < 1_200; tries++) {
    const handover = await see(asker, id);
    if (handover.state !== 'RUNNING' && handover.state !== 'UNDOING') return handover;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The hand-over ${id} does not end.`);
}

/** Starts a hand-over and waits for its end. */
export async function handOver(asker: TestPerson, input: object): Promise<HandoverView> {
  const started = await start(asker, input);
  if ('refused' in started) throw new Error(JSON.stringify(started.refused));
  return ended(asker, started.id);
}

/** The shares in an order that two answers can be compared by. */
export function sorted(shares: readonly Share[]): string[] {
  return shares
    .map(({ kind, count, fallback, person }) => `${kind} ${person?.login} ${count}${fallback ? ' fallback' : ''}`)
    .sort();
}

/** Who holds how many of the leaver's open things, as SQL sees it. */
export async function openHeldBy(personId: string): Promise<number> {
  const [row] = await sql<{ n: string }>(
    `SELECT (SELECT COUNT(*) FROM customer WHERE owner_id = ? AND deleted_at IS NULL)
      + (SELECT COUNT(*) FROM opportunity WHERE owner_id = ? AND stage_kind = 'OPEN' AND deleted_at IS NULL)
      + (SELECT COUNT(*) FROM service_case WHERE owner_id = ? AND state <> 'CLOSED' AND deleted_at IS NULL)
      + (SELECT COUNT(*) FROM churn_warning WHERE action_owner_id = ? AND state <> 'CLOSED' AND deleted_at IS NULL)
      + (SELECT COUNT(*) FROM approval_task WHERE approver_id = ? AND state = 'OPEN' AND deleted_at IS NULL) AS n`,
    [personId, personId, personId, personId, personId],
  );
  return Number(row!.n);
}

/** What somebody leaves behind: the ids by kind. */
export interface Belongings {
  readonly customers: string[];
  readonly locked: string;
  readonly deals: string[];
  readonly wonDeals: string[];
  readonly serviceCase: string;
  readonly warning: string;
  readonly approval: string;
}

/** A sales person of the north with things of every kind. */
export async function aLeaver(world: World, login: string): Promise<{ leaver: TestPerson; things: Belongings }> {
  const { north, service } = world.departments;
  const leaver = await addPerson({ login, type: 'STAFF', departmentId: north, roleId: world.roles['sales']! });
  const customers: string[] = [];
  for (let index = 0; index < 7; index++)
    customers.push(await aCustomer().ownedBy(leaver).named(`${login}客户${index}`).save());
  const locked = customers[0]!;
  const { data } = await askDeletion(leaver, locked);
  if (!data?.customerDelete.approvalId) throw new Error('The customer is not locked.');
  const deals: string[] = [];
  for (const customerId of customers.slice(0, 3)) deals.push((await aDeal(leaver, { customerId })).id);
  deals.push((await aDeal(leaver, { name: '无客户的机会' })).id);
  await purchases([
    [customers[0]!, leaver, 40],
    [customers[1]!, leaver, 10],
  ]);
  const won = await sql<{ id: string }>("SELECT id FROM opportunity WHERE owner_id = ? AND stage_kind = 'WON'", [
    leaver.id,
  ]);
  const [published] = await sql("SELECT id FROM service_process WHERE kind = 'FAULT'");
  if (!published) await publishService(world.admin, 'FAULT', [service]);
  const { id: serviceCase } = await openCase(world, { customerId: customers[1]! });
  await sql("UPDATE service_case SET owner_id = ?, state = 'IN_PROGRESS' WHERE id = ?", [leaver.id, serviceCase]);
  const warning = await aWarning(leaver, customers[2]!);
  await sql("UPDATE churn_warning SET action = '回访', action_owner_id = ?, state = 'ACTED' WHERE id = ?", [
    leaver.id,
    warning,
  ]);
  await insertRecord('churn_spell', { id: customers[2]!, spell: '2026-03-01', open_warning_id: warning }, false);
  return {
    leaver,
    things: {
      customers,
      locked,
      deals,
      wonDeals: won.map(({ id }) => id),
      serviceCase,
      warning,
      approval: await asked(world, leaver),
    },
  };
}

/** An approval of aaron's that waits for the person alone. */
async function asked(world: World, person: TestPerson): Promise<string> {
  const code = `of-${person.login}-${freshId()}`;
  const step = { approvers: [{ kind: 'USER', personIds: [person.id] }] };
  const faults = await publishApproval(world, [step], { code, priority: 1 });
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  const customerId = await aCustomer().ownedBy(world.aaron).save();
  const { data } = await askDeletion(world.aaron, customerId);
  await sql('UPDATE approval_process SET active = 0 WHERE code = ?', [code]);
  return data!.customerDelete.approvalId!;
}

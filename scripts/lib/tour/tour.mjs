import { randomUUID } from 'node:crypto';
import { advanceToTheEnd, askToWin, openDiscountedDeal } from './deal.mjs';
import { askThePast } from './past.mjs';
import { TourPerson } from './person.mjs';
import { expect } from './steps.mjs';
import { tidyUp } from './tidy.mjs';

const REQUESTED =
  'subscription($after: String) { approvalRequested(after: $after) { cursor title approval { id version } } }';
const RECEIVED = 'subscription($after: String) { notificationReceived(after: $after) { cursor type title } }';
const WARNED =
  'subscription($after: String) { churnWarningRaised(after: $after) { cursor warning { id customerName score reasonText } } }';
const WON_REPORT =
  '{ report(query: { dataset: "opportunities", dimensions: [], measures: ["won", "wonAmount"] }) { rows } }';

/** The main job of the product against a running server: its `steps`, and `tidy`, which takes back what they leave open. */
export function mainJob(address, accounts) {
  const people = {};
  const tour = { deals: [], approvalIds: [] };
  const tidy = () => tidyUp({ seller: people.seller, ...tour });
  return { steps: stepsOf(address, accounts, people, tour), tidy };
}

function stepsOf(address, accounts, people, tour) {
  return [
    { name: 'Sales, manager and analyst sign in', run: () => signIn(address, accounts, people) },
    { name: 'Sales finds a customer by two Chinese characters', run: () => findCustomer(people.seller, tour) },
    { name: 'The analyst notes the won deals', run: () => noteReport(people.analyst, tour) },
    {
      name: 'Sales advances a deal that needs approval; the manager is told live',
      run: () => requestApproval(people, tour),
    },
    { name: 'The manager approves; the deal is won', run: () => approve(people, tour) },
    { name: "The analyst's report shows the change", run: () => compareReport(people.analyst, tour) },
    { name: 'The analyst asks how the pipeline stood on days of the past', run: () => askThePast(people.analyst) },
    { name: 'A churn scan warns the manager', run: () => warn(people) },
    { name: 'The socket is cut and comes back with its cursor', run: () => cutAndResume(people, tour) },
  ];
}

/** Signs in a sales person, the manager who decides for them, and the analyst. */
async function signIn(address, accounts, people) {
  const signedIn = (account) => new TourPerson(address, account).signIn();
  const analyst = accounts.find(({ role }) => role === 'analyst');
  expect(analyst, 'no demo account of the analyst');
  people.analyst = await signedIn(analyst);
  for (const account of accounts.filter(({ role }) => role === 'sales')) {
    const seller = await signedIn(account);
    const { viewer } = await seller.ask('{ viewer { person { manager { login } } } }');
    const manager = accounts.find(({ login }) => login === viewer.person.manager?.login);
    if (manager) {
      Object.assign(people, { seller, manager: await signedIn(manager) });
      return [seller, people.manager, people.analyst]
        .map((person) => `${person.account.name} (${person.account.role})`)
        .join(', ');
    }
  }
  throw new Error('no sales person whose manager has a demo account');
}

async function findCustomer(seller, tour) {
  const { customers } = await seller.ask('{ customers(first: 5) { nodes { shortName } } }');
  const term = customers.nodes.map(({ shortName }) => /\p{Script=Han}{2}/u.exec(shortName ?? '')?.[0]).find(Boolean);
  expect(term, 'no customer with a Chinese short name');
  const found = await seller.ask(
    'query($term: String!) { customers(first: 5, filter: { search: $term }) { totalCount nodes { id name shortName } } }',
    { term },
  );
  [tour.customer] = found.customers.nodes;
  expect(tour.customer, `nothing found for ${term}`);
  return `“${term}” finds ${found.customers.totalCount}: ${tour.customer.shortName} ${tour.customer.name}`;
}

async function wonFigures(analyst) {
  const { report } = await analyst.ask(WON_REPORT);
  const [count, amount] = report.rows[0];
  return { count: Number(count), amount: Number(amount) };
}

async function noteReport(analyst, tour) {
  tour.before = await wonFigures(analyst);
  return `${tour.before.count} won, ${tour.before.amount.toFixed(2)} in the company's currency`;
}

async function requestApproval({ seller, manager }, tour) {
  const live = await manager.listen(REQUESTED);
  const { deal, approvalId, sent, answered } = await dealWithRequest(seller, tour);
  tour.deal = deal;
  const { data, at } = await live.next();
  await live.close();
  const { approval, title } = data.approvalRequested;
  expect(approval?.id === approvalId, 'the message is about another approval');
  tour.approval = approval;
  return `${title}; from mutation sent to message ${Math.round(at - sent)} ms, from its answer ${Math.round(at - answered)} ms`;
}

/** Opens a deal, advances it and asks to win it; what it leaves behind is noted at once, for tidying up. */
async function dealWithRequest(seller, tour) {
  const opened = await openDiscountedDeal(seller, tour.customer);
  tour.deals.push(opened);
  const deal = await advanceToTheEnd(seller, opened);
  const asked = await askToWin(seller, deal);
  tour.approvalIds.push(asked.approvalId);
  return { deal, ...asked };
}

async function approve({ seller, manager }, tour) {
  const { id: approvalId, version: expectedVersion } = tour.approval;
  const input = { approvalId, expectedVersion, comment: '同意', idempotencyKey: randomUUID() };
  const { approval } = await manager.change('approvalApprove', 'ApprovalApproveInput', input, 'approval { state }');
  const { opportunity } = await seller.ask('query($id: ID!) { opportunity(id: $id) { state closedOn } }', {
    id: tour.deal.id,
  });
  expect(opportunity.state === 'WON', `the deal is ${opportunity.state}`);
  return `approval ${approval.state}, deal ${opportunity.state} on ${opportunity.closedOn}`;
}

async function compareReport(analyst, tour) {
  const after = await wonFigures(analyst);
  const added = after.amount - tour.before.amount;
  expect(after.count === tour.before.count + 1, `${after.count} won deals, not one more than ${tour.before.count}`);
  expect(
    Math.abs(added - Number(tour.deal.baseAmount)) < 0.01,
    `the amount grew by ${added}, not by ${tour.deal.baseAmount}`,
  );
  return `${after.count} won (+1), amount +${added.toFixed(2)}`;
}

async function warn({ manager }) {
  const live = await manager.listen(WARNED);
  const { account } = await manager.change(
    'churnScan',
    'ChurnScanInput',
    { idempotencyKey: randomUUID() },
    CHURN_ACCOUNT,
  );
  const first = account.raised > 0 ? await live.next() : null;
  await live.close();
  if (first) return describeWarning(account, first.data.churnWarningRaised);
  // A scan of the same day raises nothing twice: the warning stands in the stream from its first scan.
  const replay = await manager.listen(WARNED, { after: '0' });
  const earlier = await replay.next();
  await replay.close();
  return `${describeWarning(account, earlier.data.churnWarningRaised)} (raised by an earlier scan)`;
}

const CHURN_ACCOUNT = 'account { scored raised threshold horizonDays }';

function describeWarning({ scored, raised, threshold }, { warning }) {
  expect(warning, 'the warning is not visible to the manager');
  const percent = Math.round(warning.score * 100);
  return `${scored} scored at threshold ${threshold}, ${raised} raised; ${warning.customerName} ${percent} %: ${warning.reasonText}`;
}

async function cutAndResume({ seller, manager }, tour) {
  const live = await manager.listen(RECEIVED, { after: '0' });
  const { data } = await live.next();
  const cursor = data.notificationReceived.cursor;
  live.cut();
  await dealWithRequest(seller, tour);
  const { notifications } = await manager.ask('{ notifications(first: 1) { nodes { cursor } } }');
  const newest = Number(notifications.nodes[0].cursor);
  const again = await manager.listen(RECEIVED, { after: cursor });
  const seen = [];
  while ((seen.at(-1) ?? 0) < newest) seen.push(Number((await again.next()).data.notificationReceived.cursor));
  await again.close();
  const expected = Array.from({ length: seen.length }, (_, index) => Number(cursor) + 1 + index);
  expect(seen.join() === expected.join(), `after ${cursor} came ${seen.join(', ')}`);
  return `cut after message ${cursor}; came back and got ${seen.length} more, up to ${seen.at(-1)}, none missed, none twice`;
}

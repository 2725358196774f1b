import { readFileSync } from 'node:fs';
import { inRoot } from '../paths.mjs';
import { expect } from './steps.mjs';

const DAY_MS = 86_400_000;
const DAYS_ASKED = 30;
/** The files' deals; those that were made up besides have keys of their own. */
const OF_THE_FILE = { externalKey: { isEmpty: false }, not: { externalKey: { startsWith: 'generated-' } } };
const ONE_CLOSED =
  'query($filter: OpportunityFilter!) { opportunities(first: 1, filter: $filter) { nodes { externalKey closedOn } } }';
const BOARD =
  'query($asOf: DateTime!, $filter: OpportunityFilter!) { opportunityBoard(asOf: $asOf, filter: $filter) { stage { code } count } }';
const WATERFALL = `query($from: DateTime!, $to: DateTime!) { opportunityWaterfall(from: $from, to: $to, by: OWNER) {
  rows { opening new movedIn amountUp amountDown won lost movedOut closing } total { opening closing } } }`;

/** The pipeline by stage at the end of random days is what the published file says of that day; a quarter's waterfall adds up. */
export async function askThePast(analyst) {
  const deals = readDeals();
  const shift = await shiftOf(analyst, deals);
  const last = Math.max(...deals.map(({ closed, engaged }) => closed ?? engaged ?? 0)) + shift;
  const first = Math.min(...deals.map(({ engaged }) => engaged ?? Infinity)) + shift;
  const days = Array.from(
    { length: DAYS_ASKED },
    () => first + Math.floor(Math.random() * ((last - first) / DAY_MS)) * DAY_MS,
  );
  for (const day of days) await compareDay(analyst, deals, shift, day);
  return `${DAYS_ASKED} random days from ${textOf(first)} to ${textOf(last)} stand as in the file; ${await addUp(analyst, last)}`;
}

function readDeals() {
  const [header, ...lines] = readFileSync(inRoot('samples', 'maven-crm', 'sales_pipeline.csv'), 'utf8')
    .trim()
    .split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) => {
    const row = Object.fromEntries(line.split(',').map((cell, i) => [names[i], cell]));
    const { opportunity_id: key, deal_stage: stage, engage_date: engaged, close_date: closed } = row;
    return { key, stage: stage.toUpperCase(), engaged: dayOf(engaged), closed: dayOf(closed) };
  });
}

/** A day of the file, month/day/year; null where it has none. */
function dayOf(text) {
  const [month, day, year] = text.split('/').map(Number);
  return text ? Date.UTC(year, month - 1, day) : null;
}

/** By how much the load has moved the days of the file. */
async function shiftOf(analyst, deals) {
  const { opportunities } = await analyst.ask(ONE_CLOSED, { filter: { state: { eq: 'WON' }, ...OF_THE_FILE } });
  const [won] = opportunities.nodes;
  expect(won, 'no won deal of the file');
  return Date.parse(`${won.closedOn}T00:00:00Z`) - deals.find(({ key }) => key === won.externalKey).closed;
}

async function compareDay(analyst, deals, shift, day) {
  const expected = {};
  for (const { stage, engaged, closed } of deals) {
    const is =
      closed !== null && closed + shift <= day ? stage : engaged !== null && engaged + shift <= day ? 'ENGAGING' : null;
    if (is) expected[is] = (expected[is] ?? 0) + 1;
  }
  // The evening of the day, in China.
  const asOf = new Date(day + 15 * 3_600_000).toISOString();
  const { opportunityBoard } = await analyst.ask(BOARD, { asOf, filter: OF_THE_FILE });
  for (const { stage, count } of opportunityBoard)
    expect(
      count === (expected[stage.code] ?? 0),
      `${asOf}: ${count} deals in ${stage.code}, the file says ${expected[stage.code] ?? 0}`,
    );
}

async function addUp(analyst, last) {
  const [from, to] = [last - 91 * DAY_MS, last - DAY_MS].map((at) => new Date(at).toISOString());
  const { rows, total } = (await analyst.ask(WATERFALL, { from, to })).opportunityWaterfall;
  const cents = (text) => BigInt(text.replace('.', ''));
  for (const row of rows) {
    const { opening, new: added, movedIn, amountUp, amountDown, won, lost, movedOut, closing } = row;
    const plus = [opening, added, movedIn, amountUp].map(cents).reduce((sum, one) => sum + one, 0n);
    const minus = [amountDown, won, lost, movedOut].map(cents).reduce((sum, one) => sum + one, 0n);
    expect(plus - minus === cents(closing), `the waterfall of an owner does not add up: ${JSON.stringify(row)}`);
  }
  const closing = rows.map((row) => cents(row.closing)).reduce((sum, one) => sum + one, 0n);
  expect(closing === cents(total.closing), 'the owners do not add up to the total');
  return `the waterfall of a quarter adds up for ${rows.length} people: ${total.opening} → ${total.closing}`;
}

function textOf(day) {
  return new Date(day).toISOString().slice(0, 10);
}

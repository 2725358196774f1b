import { parse } from 'graphql';
import { answer } from '../model/answer.js';
import type { Oracle } from '../oracle/oracle.js';
import type { Suite } from '../run/suite.js';
import { listen, pause } from '../support/live.js';
import type { Chance } from '../support/chance.js';
import { type Row, rowsOf, type World } from '../world/rows.js';
import { type Change, changesFor } from './changes-of-rights.js';
import { type Comparison, normal } from './comparison.js';
import { DOCUMENT as REPORT } from './read-reports.js';
import { tell } from './live.js';

/** Within this time everything that is asked follows a change of rights, wherever it was made. */
const FOLLOWS_WITHIN_MS = 2_000;
const LISTS = { customers: 'Customer', contacts: 'Contact', opportunities: 'Opportunity', serviceCases: 'ServiceCase' };
const PAGE = 100;
/** Rights of today count for the past as well. */
const PAST = `past: customers(first: ${PAGE}, asOf: "2026-09-01T00:00:00.000Z") { totalCount nodes { id } }`;
const WHOLE = `{ ${Object.keys(LISTS)
  .map((list) => `${list}(first: ${PAGE}) { totalCount nodes { id } }`)
  .join(' ')} ${PAST} }`;
const NEWS = 'subscription($after: String) { notificationReceived(after: $after) { recordId body actor { id } } }';
const DATASETS = ['customers', 'opportunities', 'serviceCases'];

type Comparing = (person: Row) => Promise<Comparison>;

/** What somebody had in hand before their rights changed. */
interface Before {
  readonly person: Row;
  readonly change: Change;
  readonly seen: ReadonlyMap<string, readonly string[]>;
  readonly cursors: Readonly<Record<string, readonly [cursor: string, id: string]>>;
}

/**
 * Rights change under people who are asking: lists, old cursors, reports and open subscriptions show the new rights within two seconds. What
 * a change can only add (a grant) hides nothing, what it can only take (a role) shows nothing.
 */
export async function checkRevocation(
  suite: Suite,
  oracle: Oracle,
  askers: readonly Row[],
  comparing: Comparing,
  chance: Chance,
): Promise<void> {
  const { world } = oracle;
  for (const changes of changesFor(oracle, askers, chance)) {
    const before = await Promise.all(changes.map((change) => inHand(change, comparing)));
    const news = before.map(({ person }) => newsFor(world, person, chance));
    let release = (): void => undefined;
    const changed = new Promise<void>((resolve) => (release = resolve));
    const listening = before.map(({ person, change }, place) =>
      hear(suite, person, comparing, change.ends ? 0 : 1, changed, news[place]!),
    );
    await pause(STARTING_MS);
    for (const change of changes) await change.make(suite);
    await pause(FOLLOWS_WITHIN_MS);
    for (const one of before) await compareAfter(suite, one, comparing);
    for (const one of news) await tell(suite.product, one);
    world.messages.push(...news);
    release();
    const heard = await Promise.all(listening);
    for (const [place, one] of before.entries()) await compareNews(one, comparing, news[place]!, heard[place]!);
  }
}

/** Until the subscriptions stand. */
const STARTING_MS = 400;

async function inHand(change: Change, comparing: Comparing): Promise<Before> {
  const { person } = change;
  const comparison = await comparing(person);
  const { answer: all } = await comparison.ask(WHOLE);
  const seen = new Map([...Object.keys(LISTS), 'past'].map((list) => [list, idsOf(all.data?.[list])]));
  const cursors: Record<string, [string, string]> = {};
  for (const list of Object.keys(LISTS)) {
    const { answer: page } = await comparison.ask(pageOf(list), { after: null });
    const found = page.data?.[list] as Page | undefined;
    if (found?.pageInfo.endCursor) cursors[list] = [found.pageInfo.endCursor, found.nodes.at(-1)!.id];
  }
  for (const dataset of DATASETS) await askReport(comparison, dataset);
  return { person, change, seen, cursors };
}

interface Page {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly endCursor: string | null };
}

function idsOf(page: unknown): string[] {
  return ((page as Page | null)?.nodes ?? []).map(({ id }) => id);
}

function pageOf(list: string): string {
  return `query($after: String) { ${list}(first: 2, after: $after) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`;
}

async function askReport(comparison: Comparison, dataset: string): Promise<void> {
  const query = { dataset, dimensions: [], measures: ['count'], filters: [], having: [], sort: [] };
  await comparison.ask(REPORT, { query });
}

/** The same questions again, and the old cursors. */
async function compareAfter(suite: Suite, before: Before, comparing: Comparing): Promise<void> {
  const { person, change, cursors } = before;
  const comparison = await comparing(person);
  if (change.ends) {
    const gone = await comparison.caller.ask(WHOLE);
    const code = gone.errors?.[0]?.extensions.code ?? null;
    comparison.check('revoked', { document: WHOLE, variables: change.name }, 'UNAUTHENTICATED', code);
    return;
  }
  const { answer: all } = await comparison.ask(WHOLE);
  for (const list of [...Object.keys(LISTS), 'past']) {
    const [was, is] = [before.seen.get(list)!, idsOf(all.data?.[list])];
    const wrong = change.only === 'adds' ? was.filter((id) => !is.includes(id)) : is.filter((id) => !was.includes(id));
    // A full page may not be all of it.
    const whole = Math.max(was.length, is.length) < PAGE;
    if (change.only && whole)
      comparison.check(`${change.name} only ${change.only}`, { document: WHOLE, variables: list }, [], wrong);
  }
  for (const [list, [cursor, id]] of Object.entries(cursors))
    await comparison.ask(pageOf(list), { after: cursor }, { after: id });
  for (const dataset of DATASETS) await askReport(comparison, dataset);
}

interface Heard {
  readonly data: readonly Record<string, unknown>[];
}

/** Listens from now on until the rights have changed and the news was told. */
async function hear(
  suite: Suite,
  person: Row,
  comparing: Comparing,
  wanted: number,
  changed: Promise<void>,
  { seq }: { readonly seq: number },
): Promise<Heard> {
  const { caller } = await comparing(person);
  const question = { document: NEWS, variables: { after: String(seq - 1) } };
  return listen(suite.product, caller.token, question, wanted, () => changed);
}

type News = World['messages'][number];

/** News about a record that the person sees before the change, so that the change may take it. */
function newsFor(world: World, { id }: Row, chance: Chance): News {
  const seqs = world.messages.filter((one) => one.person_id === id).map(({ seq }) => seq);
  return {
    person_id: id,
    seq: Math.max(0, ...seqs) + 1,
    type: 'SERVICE_CASE_GIVEN',
    kind: 'serviceCase',
    record_id: chance.pick(rowsOf(world, 'ServiceCase')).id,
    actor_id: chance.pick(rowsOf(world, 'Person')).id,
    occurred_at: '2026-10-02T00:00:00.000Z',
    read_at: null,
  };
}

async function compareNews({ person, change }: Before, comparing: Comparing, event: News, heard: Heard): Promise<void> {
  const comparison = await comparing(person);
  const variables = { after: String(event.seq - 1) };
  const told = answer({ ...comparison.asked, event }, parse(NEWS), variables);
  const wanted = change.ends ? [] : [normal(told.data)];
  const actual = heard.data.map((one) => normal(one));
  comparison.check('open subscription', { document: NEWS, variables: change.name }, wanted, actual);
}

import { Problem } from '../../scripts/lib/say.mjs';
import { LIST, NESTED, VIEW_360 } from '../operations/customer-documents.mjs';
import { REPORT } from '../operations/other-documents.mjs';

const PAGE = 20;
const ROUNDS = 40;

/** The questions of the present, each with a moment; a report reads all that its asker reaches. */
const OPERATIONS = [
  { name: 'list', document: withMoment(LIST, 'customers('), variables: () => ({ first: PAGE }) },
  { name: 'nested list', document: withMoment(NESTED, 'customers('), variables: () => ({ first: PAGE }) },
  {
    name: '360° view',
    document: withMoment(VIEW_360, 'customer('),
    variables: ({ customerIds }, round) => ({ id: customerIds[round % customerIds.length] }),
  },
  {
    name: 'report',
    document: withMoment(REPORT, 'report('),
    variables: () => ({
      query: { dataset: 'opportunities', dimensions: [{ name: 'stage' }], measures: ['count', 'amount'] },
    }),
  },
];

function withMoment(document, field) {
  return document.replace('query (', 'query ($asOf: DateTime, ').replace(field, `${field}asOf: $asOf, `);
}

/** Each question now and a year ago in turn: the middle of both times in ms, and how many times the past takes. */
export async function measurePast({ url, token, facts }) {
  const yearAgo = new Date(Date.now() - 365 * 86_400_000).toISOString();
  const found = [];
  for (const { name, document, variables } of OPERATIONS) {
    const times = { now: [], then: [] };
    for (let round = -5; round < ROUNDS; round += 1)
      for (const [when, asOf] of [
        ['now', null],
        ['then', yearAgo],
      ]) {
        const began = performance.now();
        await request(url, token, document, { ...variables(facts, Math.abs(round)), asOf });
        if (round >= 0) times[when].push(performance.now() - began);
      }
    const [now, then] = [median(times.now), median(times.then)];
    found.push({ name, now, then, ratio: then / now });
  }
  return found;
}

function median(times) {
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}

async function request(url, token, query, variables) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Problem(`The question was answered ${JSON.stringify(errors)}.`, '查询出错。');
  return data;
}

import { request } from 'node:http';
import { failed, survived } from '../target.mjs';

const SAMPLES = 200;
const SAMPLES_SHORT = 10;
/** Fewer guesses than close the door for a login, and for an address. */
const PER_LOGIN = 8;
const PER_ADDRESS = 80;
/** A machine that others use may be slower for one kind by chance; what is so is so again. */
const ROUNDS = 3;
/** Of the median of unknown logins: what nobody can tell apart over a network. */
const MOST_DIFFERENCE = 0.1;

/** What the time of an answer gives away. */
export const TIMING = [
  { transport: 'HTTP', kind: 'timing', name: 'whether a login is known, by the time of its refusal', run },
];

async function run(target) {
  let told = '';
  for (let round = 0; round < ROUNDS; round += 1) {
    const { times, texts } = await measured(target, round);
    if (texts.size > 1) return failed(`answers differ: ${[...texts].join(' | ').slice(0, 300)}`);
    if (![...texts][0].includes('SIGN_IN_REFUSED')) return failed([...texts][0].slice(0, 120));
    const medians = { known: median(times.known), unknown: median(times.unknown) };
    const difference = medians.known / medians.unknown - 1;
    told +=
      `${told && '; again: '}${times.known.length} + ${times.unknown.length} refusals, median ${medians.known.toFixed(1)} ms known, ` +
      `${medians.unknown.toFixed(1)} ms unknown (${difference < 0 ? '' : '+'}${(100 * difference).toFixed(1)} %), ` +
      `the known one slower in ${(100 * auc(times)).toFixed(0)} of 100 pairs`;
    if (target.isShort || Math.abs(difference) < MOST_DIFFERENCE) return survived(told);
  }
  return failed(told);
}

/** Milliseconds of as many refusals of known as of unknown logins, and the different answers that came. */
async function measured(target, round) {
  const samples = target.isShort ? SAMPLES_SHORT : SAMPLES;
  const known = await target.backstage.logins(Math.ceil(samples / PER_LOGIN));
  const times = { known: [], unknown: [] };
  const texts = new Set();
  for (let n = 0; n < samples; n += 1)
    // Neither kind always comes first, lest the one profit from what the other has warmed up.
    for (const kind of n % 2 === 0 ? ['known', 'unknown'] : ['unknown', 'known']) {
      const login = kind === 'known' ? known[n % known.length] : `attack-unknown-${round}-${n % known.length}`;
      const sent = times.known.length + times.unknown.length;
      const { ms, text } = await guessed(target, login, `127.0.${1 + round}.${1 + Math.floor(sent / PER_ADDRESS)}`);
      times[kind].push(ms);
      texts.add(text.replace(/"(remaining|resetAt|requested)":("[^"]*"|\d+)/g, ''));
    }
  return { times, texts };
}

/** One guess over a connection of its own from an address of the loopback; the milliseconds until its answer was there. */
function guessed(target, login, localAddress) {
  const query =
    'mutation($l: String!) { signIn(input: { login: $l, password: "a wrong password" }) { accessToken userErrors { code message } } }';
  const body = JSON.stringify({ query, variables: { l: login } });
  const { hostname: host, port } = target.url;
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const options = { host, port, path: '/graphql', method: 'POST', headers, localAddress, agent: false };
    const sent = request(options, (response) => {
      const pieces = [];
      response.on('data', (piece) => pieces.push(piece));
      response.on('end', () => {
        resolve({ ms: performance.now() - began, text: Buffer.concat(pieces).toString('utf8') });
      });
    });
    const began = performance.now();
    sent.on('error', reject).end(body);
  });
}

function median(values) {
  const sorted = [...values].sort((left, right) => left - right);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.floor(sorted.length / 2)]) / 2;
}

/** How often a known login took longer than an unknown one; 0.5 when nothing can be told. */
function auc({ known, unknown }) {
  let longer = 0;
  for (const one of known) for (const other of unknown) longer += one > other ? 1 : one === other ? 0.5 : 0;
  return longer / (known.length * unknown.length);
}

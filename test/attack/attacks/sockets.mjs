import { failed, refused, survived } from '../target.mjs';

const VIEWER = '{ viewer { actions } }';
const LIVE = 'subscription { notificationReceived { id } }';
const INIT = (token) => ({ type: 'connection_init', payload: { Authorization: `Bearer ${token}` } });
const subscribe = (id, query = VIEWER) => ({ type: 'subscribe', id, payload: { query } });
const send = (seen, message) =>
  seen.socket.send(typeof message === 'string' ? message : JSON.stringify(message), () => undefined);

/** Sends messages on a socket and expects it to be closed with that code. */
const closes = (kind, name, due, messages, token) => ({
  transport: 'WebSocket',
  kind,
  name,
  run: async (target) => {
    const seen = await target.socket(token === undefined ? target.tokens[1] : token);
    for (const message of messages(target)) send(seen, message);
    await target.until(() => seen.code !== null, 8_000);
    seen.socket.terminate();
    // A client that is busy sending may lose the code with the connection.
    const isCut = kind === 'flood' && seen.code === 1006;
    return seen.code === due || isCut ? refused(seen.code) : failed(`code ${seen.code} instead of ${due}`);
  },
});

const many = (count, message) => () => Array.from({ length: count }, (_, n) => message(n));

/** Sockets that break the protocol, flood, hoard or read nothing. */
export const SOCKET_ATTACKS = [
  closes('protocol', 'an operation before the sign-in', 4401, () => [subscribe('1')], null),
  closes('protocol', 'a forged token', 4403, () => [INIT('forged.forged.forged')], null),
  closes('protocol', 'a second sign-in', 4429, (t) => [INIT(t.tokens[1])]),
  closes('protocol', 'the same id twice', 4409, () => [subscribe('1', LIVE), subscribe('1', LIVE)]),
  closes('protocol', 'no JSON', 4400, () => ['{']),
  closes('protocol', 'a message of servers', 4400, () => [
    { type: 'complete' },
    { type: 'next', id: '1', payload: {} },
  ]),
  closes('protocol', 'brackets without end', 4400, () => ['['.repeat(60_000)]),
  closes('frame', 'a frame of 2 MB', 1009, () => [subscribe('1', `{ a${'x'.repeat(2_000_000)} }`)]),
  closes(
    'flood',
    '10 000 tiny queries',
    4429,
    many(10_000, (n) => subscribe(`q${n}`)),
  ),
  closes(
    'flood',
    '10 000 pings',
    4429,
    many(10_000, () => ({ type: 'ping' })),
  ),
  closes(
    'flood',
    '10 000 bad documents',
    4429,
    many(10_000, (n) => subscribe(`q${n}`, '{')),
  ),
  closes(
    'flood',
    '5 000 pings before the sign-in',
    4429,
    many(5_000, () => ({ type: 'ping' })),
    null,
  ),
  closes('slow', 'no sign-in at all', 4408, () => [], null),
  { transport: 'WebSocket', kind: 'stranger', name: 'names by a socket without sign-in', run: strangers },
  { transport: 'WebSocket', kind: 'hoard', name: '400 subscriptions on one socket', run: hoard },
  { transport: 'WebSocket', kind: 'hoard', name: '200 sockets of one person', run: manySockets },
  { transport: 'WebSocket', kind: 'hoard', name: '500 sockets that say nothing', run: silentSockets },
  { transport: 'WebSocket', kind: 'slow', name: 'clients that read nothing', run: stalledReaders },
  { transport: 'WebSocket', kind: 'flood', name: 'sockets opened and torn down', run: connectStorm },
];

async function strangers(target) {
  const seen = await target.socket(null);
  send(seen, subscribe('1', '{ customers { totalCount } }'));
  await target.until(() => seen.code !== null);
  return seen.code === 4401 && seen.messages.length === 0 ? refused(4401) : failed(JSON.stringify(seen.messages));
}

async function hoard(target) {
  const seen = await target.socket(target.tokens[2]);
  for (let n = 0; n < 400; n += 1) send(seen, subscribe(`s${n}`, LIVE));
  const isRefused = ({ type, payload }) => type === 'error' && JSON.stringify(payload).includes('RATE_LIMITED');
  await target.until(() => seen.messages.filter(isRefused).length >= 190 || seen.code !== null);
  const count = seen.messages.filter(isRefused).length;
  const { code } = seen;
  seen.socket.terminate();
  return count >= 190 && code === null ? refused(`${count} of 400`) : failed(`${count} refused, code ${code}`);
}

async function manySockets(target) {
  const all = await Promise.all(Array.from({ length: 200 }, () => target.socket(target.tokens[3])));
  // 4429: too many; 1013: too many at once.
  const isCut = ({ code }) => code === 4429 || code === 1013;
  await target.until(() => all.filter(isCut).length >= 150);
  const cut = all.filter(isCut).length;
  for (const { socket } of all) socket.terminate();
  return cut >= 150 ? refused(`${cut} of 200`) : failed(`only ${cut} of 200`);
}

async function silentSockets(target) {
  const all = await Promise.all(Array.from({ length: 500 }, () => target.socket(null)));
  const isServing = await target.isServing();
  const areCut = await target.until(() => all.every(({ code }) => code === 4408), 10_000);
  for (const { socket } of all) socket.terminate();
  return isServing && areCut ? refused('4408') : failed(isServing ? 'some stay open' : 'others were not served');
}

async function stalledReaders(target) {
  const count = target.isShort ? 10 : 45;
  const query = '{ enumLabels { name values { value zh en } } a: enumLabels { name values { value zh en } } }';
  const before = target.rss();
  const all = await Promise.all(Array.from({ length: count }, () => target.socket(target.tokens[1])));
  for (const seen of all) seen.socket.pause();
  for (const seen of all) for (let n = 0; n < 100; n += 1) send(seen, subscribe(`r${n}`, query));
  await new Promise((resolve) => setTimeout(resolve, target.isShort ? 2_000 : 15_000));
  const isServing = await target.isServing();
  const grown = target.rss() - before;
  for (const { socket } of all) socket.terminate();
  if (!isServing) return failed('others were not served');
  return grown <= 250 ? survived(`${count} readers, memory +${grown} MiB`) : failed(`memory +${grown} MiB`);
}

async function connectStorm(target) {
  const rounds = target.isShort ? 4 : 40;
  for (let round = 0; round < rounds; round += 1) {
    const all = await Promise.all(Array.from({ length: 50 }, () => target.socket(null)));
    for (const seen of all) {
      send(seen, INIT(target.tokens[0]));
      seen.socket.terminate();
    }
  }
  return (await target.isServing()) ? survived(`${rounds * 50} sockets`) : failed('others are not served any more');
}

import { failed, survived } from '../target.mjs';
import { inWords, percentile, Traffic } from '../traffic.mjs';

const READERS = 200;
/** Of each person's sockets, fewer than anybody may hold. */
const PER_PERSON = 40;
const PER_SECOND = 40;
/** Long enough that a moment in which the machine stood still is not one of the slowest hundredth. */
const SECONDS = 30;
const MOST_GROWTH_MIB = 250;
const MOST_SLOWER = 1.2;
/** An answer of some 10 kB; so many of them come close to what may lie unread, and more go beyond. */
const QUESTION = '{ enumLabels { name values { value zh en } } }';
const UNREAD = 60;
const BEYOND = 200;

/** Clients that ask and read nothing, many of them. */
export const STALLED = [
  { transport: 'WebSocket', kind: 'slow', name: '200 clients that read nothing', isLong: true, run },
];

async function run(target) {
  const traffic = new Traffic(target, { tokens: await target.backstage.sellers(4) });
  await traffic.run(PER_SECOND, 5);
  const alone = await traffic.run(PER_SECOND, SECONDS);
  const before = target.rss();
  const readers = [];
  for (let n = 0; n < READERS; n += 1)
    readers.push(await target.socket(target.tokens[Math.floor(n / PER_PERSON) % target.tokens.length]));
  for (const { socket } of readers) socket.pause();
  for (const reader of readers) asked(reader, UNREAD);
  await new Promise((resolve) => setTimeout(resolve, 20_000));
  const stalled = target.rss() - before;
  const beside = await traffic.run(PER_SECOND, SECONDS);
  // What goes beyond is cut off.
  for (const reader of readers) asked(reader, BEYOND);
  let most = stalled;
  for (let look = 0; look < 40; look += 1) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    most = Math.max(most, target.rss() - before);
  }
  for (const { socket } of readers) socket.terminate();
  const afterwards = await traffic.run(PER_SECOND, SECONDS);
  const without = [...alone.served, ...afterwards.served].sort((left, right) => left - right);
  const slower = percentile(beside.served, 99) / percentile(without, 99);
  const told =
    `${READERS} readers, memory +${stalled} MiB, at most +${most} MiB; others before and after ${inWords(without)}, ` +
    `beside them ${inWords(beside.served)} (p99 × ${slower.toFixed(2)})`;
  const isServed = beside.odd.length + beside.refused.length === 0;
  return isServed && most <= MOST_GROWTH_MIB && slower <= MOST_SLOWER ? survived(told) : failed(told);
}

function asked({ socket }, count) {
  for (let n = 0; n < count; n += 1)
    socket.send(
      JSON.stringify({ type: 'subscribe', id: `r${count}-${n}`, payload: { query: QUESTION } }),
      () => undefined,
    );
}

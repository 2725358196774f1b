import { failed, survived } from '../target.mjs';
import { inWords, percentile, Traffic } from '../traffic.mjs';

const CLIENTS = 16;
const WARM_SECONDS = 3;
const PEAK_SECONDS = 8;
const SECONDS = 20;
const TIMES = 3;
/** What is served under overload, of the most that can be. */
const LEAST_GOODPUT = 0.8;
const REFUSED_WITHIN_MS = 100;

/** More than can be served, for long: what is served then, and how soon the others are told. */
export const OVERLOADS = [
  { transport: 'HTTP', kind: 'load', name: 'three times what can be served', isLong: true, run },
];

async function run(target) {
  const traffic = new Traffic(target, { tokens: await target.backstage.sellers(20) });
  await traffic.capacity(CLIENTS, WARM_SECONDS);
  const peak = await traffic.capacity(CLIENTS, PEAK_SECONDS);
  const { served, refused, odd, asked, seconds } = await traffic.run(peak * TIMES, SECONDS);
  if (odd.length > 0) return failed(`${odd.length} odd answers: ${odd[0]}`);
  const goodput = served.length / seconds / peak;
  const slowest = percentile(refused, 99);
  const told =
    `at most ${peak.toFixed(0)}/s; offered ${(asked / seconds).toFixed(0)}/s: served ${(served.length / seconds).toFixed(0)}/s ` +
    `(${(100 * goodput).toFixed(0)} %, ${inWords(served)}), refused ${refused.length} (${inWords(refused)})`;
  return goodput >= LEAST_GOODPUT && slowest <= REFUSED_WITHIN_MS ? survived(told) : failed(told);
}

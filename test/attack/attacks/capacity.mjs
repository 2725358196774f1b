import { failed, survived } from '../target.mjs';
import { inWords, percentile, Traffic } from '../traffic.mjs';

const CLIENTS = 16;
/** Until the runtime has compiled what is asked; before, the most that can be served is too low. */
const WARM_SECONDS = 20;
const PEAK_SECONDS = 8;
const SECONDS = 20;
const TIMES = 3;
/** What is not served within a second is refused within one, of all but one in a hundred. */
const WITHIN_MS = 1_000;
/** For half of the refusals: the rest waits in the one process that asks so much, beside the server on the same processors. */
const REFUSED_WITHIN_MS = 100;
/** Of the most that can be served; less is a server that works for nothing. */
const LEAST_GOODPUT = 0.5;
/** What it should be where whoever asks has processors of its own. */
const GOAL_PERCENT = 80;

/** More than can be served, for long: what is served then, and how soon the others are told. */
export const OVERLOADS = [
  { transport: 'HTTP', kind: 'load', name: 'three times what can be served', isLong: true, run },
];

async function run(target) {
  const traffic = new Traffic(target, { tokens: await target.backstage.sellers(20) });
  await traffic.capacity(CLIENTS, WARM_SECONDS);
  const atPeak = target.processorSeconds();
  const peak = await traffic.capacity(CLIENTS, PEAK_SECONDS);
  const peakShare = (target.processorSeconds() - atPeak) / PEAK_SECONDS;
  const before = target.processorSeconds();
  const { served, refused, odd, asked, seconds } = await traffic.run(peak * TIMES, SECONDS);
  const share = (target.processorSeconds() - before) / seconds;
  if (odd.length > 0) return failed(`${odd.length} odd answers: ${odd[0]}`);
  const goodput = served.length / seconds / peak;
  const perShare = (goodput * peakShare) / share;
  const told =
    `at most ${peak.toFixed(0)}/s with ${peakShare.toFixed(2)} processors; offered ${(asked / seconds).toFixed(0)}/s: served ` +
    `${(served.length / seconds).toFixed(0)}/s (${(100 * goodput).toFixed(0)} % of a goal of ${GOAL_PERCENT} %, ${inWords(served)}) with ${share.toFixed(2)} ` +
    `(${(100 * perShare).toFixed(0)} % per processor), refused ${refused.length} (${inWords(refused)})`;
  const isSoon = percentile(served, 99) <= WITHIN_MS && percentile(refused, 99) <= WITHIN_MS;
  return isSoon && goodput >= LEAST_GOODPUT && percentile(refused, 50) <= REFUSED_WITHIN_MS
    ? survived(told)
    : failed(told);
}

import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

const EVERY_MS = 20;
const GIVE_UP_MS = 5_000;
const agent = new Agent({ keepAlive: true, maxSockets: 2 });
const fresh = () => ({ ms: 0, lateMs: 0, lost: 0 });
let worst = fresh();

parentPort.on('message', () => {
  parentPort.postMessage(worst);
  worst = fresh();
});

function ask() {
  return new Promise((resolve) => {
    const request = get(workerData.address, { agent, timeout: GIVE_UP_MS }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode === 200));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });
}

/** Milliseconds that the server's thread has waited for a processor so far; 0 where the system does not tell. */
function waitedForProcessor() {
  try {
    return Number(readFileSync(workerData.schedule, 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}

for (;;) {
  const waitedBefore = waitedForProcessor();
  const began = performance.now();
  const isWell = await ask();
  const asked = performance.now();
  const lateMs = waitedForProcessor() - waitedBefore;
  const ms = Math.max(0, asked - began - lateMs);
  if (ms > worst.ms) worst = { ...worst, ms, lateMs };
  if (!isWell) worst.lost += 1;
  await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
}

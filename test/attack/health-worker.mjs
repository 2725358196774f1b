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
    const request = get(workerData, { agent, timeout: GIVE_UP_MS }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode === 200));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });
}

for (;;) {
  const began = performance.now();
  const isWell = await ask();
  const asked = performance.now();
  worst.ms = Math.max(worst.ms, asked - began);
  if (!isWell) worst.lost += 1;
  await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  // How late our own timer was tells how busy the machine is with others.
  worst.lateMs = Math.max(worst.lateMs, performance.now() - asked - EVERY_MS);
}

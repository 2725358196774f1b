import { spawn } from 'node:child_process';
import { test } from '@jest/globals';

/** A quiet machine is done in less than a minute; a busy one needs many seconds for the start of the server alone. */
const LONGEST_MS = 600_000;

/** Runs the short form of `npm run attack` to its end. */
function shortRun(): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(process.execPath, ['scripts/attack.mjs', '--short'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const timer = setTimeout(() => child.kill('SIGTERM'), LONGEST_MS - 20_000);
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, output: Buffer.concat(chunks).toString('utf8') });
    });
  });
}

test(
  'attacks by documents, HTTP and WebSocket: none succeeds, health answers throughout, memory comes back',
  async () => {
    const { code, output } = await shortRun();
    process.stdout.write(`${output.split('\n').find((line) => line.startsWith('Attacks: ')) ?? ''}\n`);
    if (code !== 0 || !output.includes('withstood all.')) throw new Error(output);
  },
  LONGEST_MS,
);

import { spawn } from 'node:child_process';
import { test } from '@jest/globals';

/** Long, because a busy machine needs many seconds for each world; a quiet one is done in little more than a minute. */
const LONGEST_MS = 900_000;

interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

/** Runs the short form of `npm run test:authz` to its end, on the build and the database of this test run. */
function shortRun(): Promise<Outcome> {
  const loader = ['--import', '@swc-node/register/esm-register'];
  const args = [...loader, 'test/authz/run/main.ts', '--worlds', '10', '--seed', '1', '--no-mutants'];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
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
  'ten random companies: every path of the schema answers what the rules of access say',
  async () => {
    const { code, output } = await shortRun();
    if (code !== 0 || !output.includes('everything held.')) throw new Error(output);
  },
  LONGEST_MS,
);

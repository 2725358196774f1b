import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { endDatabase, greetingOf, untilItGreets } from './end-database.mjs';
import { beQuiet } from './say.mjs';

beQuiet();
let folder;
let socket;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guanxi-spec-'));
  socket = join(folder, 'm.sock');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A server on the socket that does this with each caller. */
async function listening(greet, work) {
  const server = createServer((caller) => {
    caller.on('error', () => {});
    greet(caller);
  });
  await new Promise((resolve) => server.listen(socket, resolve));
  try {
    return await work();
  } finally {
    server.close();
  }
}

test('a database is known to serve by its first word', async () => {
  assert.equal(await greetingOf(socket), 'refuses');
  assert.equal(
    await listening(
      (caller) => caller.end('10.11'),
      () => greetingOf(socket),
    ),
    'greets',
  );
  assert.equal(
    await listening(
      () => {},
      () => greetingOf(socket, 50),
    ),
    'silent',
  );
});

test('a starting database is waited for, until it greets, has gone, refuses too long or stays silent', async () => {
  const found = ['refuses', 'silent', 'refuses', 'greets'];
  assert.equal(
    await untilItGreets(
      async () => found.shift() ?? 'refuses',
      () => true,
    ),
    true,
  );
  assert.equal(
    await untilItGreets(
      async () => 'refuses',
      () => false,
    ),
    false,
  );
  assert.equal(
    await untilItGreets(
      async () => 'refuses',
      () => true,
      { replayMs: 60 },
    ),
    false,
  );
  assert.equal(
    await untilItGreets(
      async () => 'silent',
      () => true,
      { silentMs: 60 },
    ),
    false,
  );
});

/** A process that says hello on the socket after a while, and ends at SIGTERM only after that, as MariaDB does. */
const LATE = `
  const [socket, after] = process.argv.slice(1);
  process.on('SIGTERM', () => {});
  setTimeout(() => {
    require('node:net').createServer((caller) => caller.end('10.11')).listen(socket);
    process.removeAllListeners('SIGTERM');
  }, Number(after));
`;

test('a database that is still starting is asked to end only when it answers', async () => {
  const child = spawn(process.execPath, ['-e', LATE, socket, '400'], { stdio: 'ignore' });
  const gone = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.equal(await endDatabase(child.pid, { socket }), true);
  assert.equal(await gone, 'SIGTERM');
  assert.equal(await endDatabase(child.pid, { socket }), true);
});

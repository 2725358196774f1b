import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { claimDataFolder, endOrphanedServer, noteServer, ownSigningSecret, prepareDataFolder } from './data-folder.mjs';
import { findByArgument, identityOf, livePid } from './processes.mjs';
import { beQuiet } from './say.mjs';

beQuiet();
let folder;
let child;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guanxi-spec-'));
  child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', '--', folder], { stdio: 'ignore' });
});
afterEach(() => {
  child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

test('the data folder is made with its parents; a file in its place is refused by name', () => {
  prepareDataFolder(join(folder, 'a', 'b'));
  assert.deepEqual(readdirSync(join(folder, 'a')), ['b']);
  writeFileSync(join(folder, 'file'), '');
  assert.throws(() => prepareDataFolder(join(folder, 'file')), /DATA_DIR/);
});

test('a process is known by number and start, and found by its argument', async () => {
  const identity = identityOf(child.pid);
  assert.equal(livePid(identity), child.pid);
  assert.equal(livePid(`${child.pid} 1`), null);
  assert.equal(livePid(''), null);
  assert.deepEqual(findByArgument(folder), [child.pid]);
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('exit', resolve));
  assert.equal(livePid(identity), null);
});

test('a server cannot begin beside another user of the folder, and can after a dead one', async () => {
  const notes = join(folder, 'in-use');
  mkdirSync(notes);
  writeFileSync(join(notes, String(child.pid)), `${identityOf(child.pid)}\nnpm start\n\n`);
  await assert.rejects(
    claimDataFolder(folder, 'npm start', { alone: true }),
    /npm start \(process \d+\) is already using/,
  );
  const beside = await claimDataFolder(folder, 'npm run cli', { alone: false });
  assert.equal(beside.release(), false);
  writeFileSync(join(notes, String(child.pid)), `${child.pid} 1\nnpm start\n\n`);
  const claim = await claimDataFolder(folder, 'npm start', { alone: true });
  assert.equal(claim.release(), true);
});

test('a server begins as soon as another one that is ending has ended', async () => {
  const note = join(folder, 'in-use', String(child.pid));
  mkdirSync(join(folder, 'in-use'));
  writeFileSync(note, `${identityOf(child.pid)}\nnpm start\nending\n`);
  setTimeout(() => child.kill('SIGKILL'), 200);
  const claim = await claimDataFolder(folder, 'npm start', { alone: true });
  assert.equal(claim.release(), true);
});

test('a server left over from an interrupted start is ended', async () => {
  noteServer(folder, child.pid);
  await endOrphanedServer(folder);
  assert.equal(identityOf(child.pid), null);
  assert.deepEqual(readdirSync(folder), []);
});

test('the signing secret is made once, for the owner alone', () => {
  const secret = ownSigningSecret(folder);
  assert.ok(secret.length >= 32);
  assert.equal(ownSigningSecret(folder), secret);
  assert.equal(statSync(join(folder, 'signing-secret')).mode & 0o777, 0o600);
  assert.equal(readFileSync(join(folder, 'signing-secret'), 'utf8').trim(), secret);
});

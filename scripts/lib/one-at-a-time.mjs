import { createHash } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';
import { identityOf, livePid } from './processes.mjs';
import { say } from './say.mjs';
import { sleep } from './stop-signal.mjs';

/** Runs work that only one process may do in this checkout at a time, such as installing; a dead holder counts as none. */
export async function oneAtATime(name, signal, work) {
  const key = createHash('sha256').update(ROOT).digest('hex').slice(0, 12);
  const lock = join(tmpdir(), `guanxi-${key}-${name}.lock`);
  let told = false;
  while (!tryLock(lock)) {
    if (!told) say(`Waiting for another process of this checkout to finish: ${name}`);
    told = true;
    await sleep(200, signal);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function tryLock(lock) {
  // Written aside and linked into place, so that nobody ever reads a lock without its owner.
  const mine = `${lock}.${process.pid}`;
  writeFileSync(mine, identityOf(process.pid) ?? '');
  try {
    linkSync(mine, lock);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!livePid(readOrEmpty(lock))) rmSync(lock, { force: true });
    return false;
  } finally {
    rmSync(mine, { force: true });
  }
}

function readOrEmpty(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

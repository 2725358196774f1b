import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { isBuilt, sourcesOf, sourcesStamp } from './build.mjs';
import { filesUnder, readStamp } from './fingerprint.mjs';
import { matchesLock, packagesStamp } from './packages.mjs';

let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'guanxi-spec-'));
  mkdirSync(join(root, 'src', 'deep'), { recursive: true });
  writeFileSync(join(root, 'src', 'main.ts'), 'one');
  writeFileSync(join(root, 'src', 'deep', 'x.ts'), 'two');
  writeFileSync(join(root, 'src', 'deep', 'x.spec.ts'), 'spec');
});
afterEach(() => rmSync(root, { recursive: true }));

const stamp = () => sourcesStamp(root, [join(root, 'src'), join(root, 'missing.ts')]);

test('a build is stale after a change, a rename, an addition, and not after a changed spec', () => {
  const before = stamp();
  assert.equal(stamp(), before);
  writeFileSync(join(root, 'src', 'deep', 'x.spec.ts'), 'another spec');
  assert.equal(stamp(), before);
  writeFileSync(join(root, 'src', 'main.ts'), 'changed');
  const changed = stamp();
  assert.notEqual(changed, before);
  renameSync(join(root, 'src', 'main.ts'), join(root, 'src', 'start.ts'));
  const renamed = stamp();
  assert.notEqual(renamed, changed);
  writeFileSync(join(root, 'src', 'new.ts'), '');
  assert.notEqual(stamp(), renamed);
});

test('files are listed deep, sorted and filtered; what is missing has none', () => {
  const names = filesUnder(join(root, 'src'), isBuilt).map((path) => path.slice(root.length));
  assert.deepEqual(names, ['/src/deep/x.ts', '/src/main.ts']);
  assert.deepEqual(filesUnder(join(root, 'nowhere')), []);
});

test('a built file knows the sources it may come from', () => {
  assert.deepEqual(sourcesOf('src/main.js.map'), ['src/main.js.map', 'src/main.ts']);
  assert.deepEqual(sourcesOf('src/words.json'), ['src/words.json', 'src/words.json']);
});

test('the stamp of the packages changes with the lockfile; a missing stamp is empty', () => {
  const lockfile = join(root, 'package-lock.json');
  writeFileSync(lockfile, '{}');
  const before = packagesStamp(root, lockfile);
  assert.equal(packagesStamp(root, lockfile), before);
  writeFileSync(lockfile, '{"packages":{}}');
  assert.notEqual(packagesStamp(root, lockfile), before);
  assert.equal(readStamp(join(root, 'none')), '');
});

test('packages installed by hand are recognised by version, optional ones may be missing', () => {
  const lock = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '2.0.0', optional: true },
    },
  };
  assert.equal(matchesLock(lock, { packages: { 'node_modules/a': { version: '1.0.0' } } }), true);
  assert.equal(matchesLock(lock, { packages: { 'node_modules/a': { version: '1.0.1' } } }), false);
  assert.equal(matchesLock(lock, {}), false);
});

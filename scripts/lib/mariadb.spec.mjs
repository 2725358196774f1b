import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { accountsOf, initStatements } from './embedded-database.mjs';
import { installCommand, systemFamily } from './install-mariadb.mjs';
import { errorsInLog, socketPath, userOption } from './mariadb-instance.mjs';
import { serverEnvironment } from './prepare.mjs';
import { restartLimit } from './restart-limit.mjs';

test('each family of systems gets its own install command', () => {
  const commandFor = (text) => installCommand(systemFamily(text), 'linux');
  assert.match(commandFor('NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian'), /apt-get install .* mariadb-server/);
  assert.match(commandFor('ID=linuxmint\nID_LIKE="ubuntu debian"'), /apt-get/);
  assert.match(commandFor('ID="rocky"\nID_LIKE="rhel centos fedora"'), /dnf install/);
  assert.match(commandFor('ID=fedora'), /dnf install/);
  assert.match(commandFor('ID=manjaro\nID_LIKE=arch'), /pacman/);
  assert.match(commandFor('ID=alpine'), /apk add/);
  assert.match(commandFor('ID="opensuse-leap"\nID_LIKE="suse opensuse"'), /zypper/);
  assert.equal(commandFor('ID=plan9'), null);
  assert.match(installCommand([], 'darwin'), /brew install mariadb/);
});

test('the socket lies beside the data unless its path would be too long for the kernel', () => {
  assert.equal(socketPath('/srv/guanxi/.data'), '/srv/guanxi/.data/mariadb.sock');
  const deep = `/srv/${'deep-folder/'.repeat(10)}`;
  assert.match(socketPath(deep, '/tmp'), /^\/tmp\/guanxi-[0-9a-f]{16}\/m\.sock$/);
  assert.ok(Buffer.byteLength(socketPath(deep, deep)) <= 100);
  assert.notEqual(socketPath(`${deep}a`, '/tmp'), socketPath(`${deep}b`, '/tmp'));
});

test('only root says that it means to run the database as root', () => {
  assert.deepEqual(userOption(0), ['--user=root']);
  assert.deepEqual(userOption(1000), []);
});

test('the accounts are made once with passwords of their own, for the owner alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guanxi-spec-'));
  try {
    const made = accountsOf(folder);
    assert.deepEqual(accountsOf(folder), made);
    assert.notEqual(made.password, made.rootPassword);
    assert.match(made.password, /^[\w-]{32}$/);
    assert.equal(statSync(join(folder, 'mariadb.json')).mode & 0o777, 0o600);
    const sql = initStatements(made).join('\n');
    assert.match(sql, /ALTER USER 'root'@'localhost' IDENTIFIED BY/);
    assert.match(sql, /GRANT ALL PRIVILEGES ON `guanxi`\.\* TO 'guanxi'@'127\.0\.0\.1'/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('of the log only the errors since the last start are shown', () => {
  const log = 'starting as process 1\n[ERROR] old\nstarting as process 2\n[Note] x\n[ERROR] disk full\n';
  assert.equal(errorsInLog(log), '[ERROR] disk full');
  assert.equal(errorsInLog('unknown option\n'), 'unknown option');
});

test('restarts are bounded within a time', () => {
  let now = 0;
  const mayTryAgain = restartLimit(2, 100, () => now);
  assert.deepEqual([mayTryAgain(), mayTryAgain(), mayTryAgain()], [true, true, false]);
  now = 101;
  assert.equal(mayTryAgain(), true);
});

test('the embedded mode cannot be switched on from outside', () => {
  const settings = {
    port: 1,
    host: 'h',
    logLevel: 'info',
    dataDir: '/d',
    databaseUrl: 'mysql://a@b/c',
    signingSecret: 's',
  };
  const own = serverEnvironment(settings, null, { EMBEDDED: '1', KEPT: 'yes' });
  assert.equal(own.EMBEDDED, undefined);
  assert.equal(own.KEPT, 'yes');
  const embedded = serverEnvironment({ ...settings, databaseUrl: null }, { url: 'mysql://x@y/z' }, {});
  assert.equal(embedded.EMBEDDED, '1');
  assert.equal(embedded.DATABASE_URL, 'mysql://x@y/z');
  assert.equal(embedded.DATA_DIR, '/d');
});

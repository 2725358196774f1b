import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSupportedNode } from './check-node.mjs';
import { isUsableMariadb, parseMariadbVersion } from './find-mariadb.mjs';
import { parseServerVersion, tooOld } from './server-version.mjs';

test('Node 20.19 and later is supported', () => {
  for (const version of ['20.19.0', '20.20.2', '22.0.0', '24.1.0'])
    assert.equal(isSupportedNode(version), true, version);
  for (const version of ['20.18.9', '18.20.8', '8.0.0']) assert.equal(isSupportedNode(version), false, version);
});

test('the answer of mariadbd --version is read, and that of MySQL turned down', () => {
  const debian = 'mariadbd  Ver 10.11.19-MariaDB-0+deb12u1 for debian-linux-gnu on x86_64 (Debian 12)';
  assert.deepEqual(parseMariadbVersion(debian), [10, 11, 19]);
  assert.equal(parseMariadbVersion('mysqld  Ver 8.0.36 for Linux on x86_64 (MySQL Community Server - GPL)'), null);
  assert.equal(isUsableMariadb([10, 6, 0]), true);
  assert.equal(isUsableMariadb([11, 4, 2]), true);
  assert.equal(isUsableMariadb([10, 5, 28]), false);
});

const SERVERS = [
  ['10.11.19-MariaDB-0+deb12u1', 'MariaDB', null],
  ['5.5.5-10.6.1-MariaDB', 'MariaDB', null],
  ['10.5.28-MariaDB', 'MariaDB', 'MariaDB 10.6.0'],
  ['8.0.36', 'MySQL', null],
  ['8.0.16', 'MySQL', null],
  ['8.0.15', 'MySQL', 'MySQL 8.0.16'],
  ['5.7.44-log', 'MySQL', 'MySQL 8.0.16'],
  ['5.7.25-TiDB-v6.5.0', 'TiDB', null],
  ['8.0.30-Vitess', 'Vitess', null],
];
for (const [text, product, least] of SERVERS) {
  test(`server ${text} is ${least ? 'too old' : 'new enough'}`, () => {
    const server = parseServerVersion(text);
    assert.equal(server.product, product);
    assert.equal(tooOld(server), least);
  });
}

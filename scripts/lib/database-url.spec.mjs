import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectionProblem } from './check-database.mjs';
import { formatDatabaseUrl, parseDatabaseUrl, placeOf } from './database-url.mjs';

test('an address is taken apart, special characters decoded', () => {
  assert.deepEqual(parseDatabaseUrl('mysql://crm:p%40%2Fs@db.example:3307/guanxi'), {
    host: 'db.example',
    port: 3307,
    user: 'crm',
    password: 'p@/s',
    database: 'guanxi',
    socketPath: null,
  });
  assert.equal(parseDatabaseUrl('mariadb://a@[::1]/x').host, '::1');
  assert.equal(parseDatabaseUrl('mysql://a@h/x').port, 3306);
  assert.equal(parseDatabaseUrl('mysql://a@localhost/x?socketPath=/run/db.sock').socketPath, '/run/db.sock');
});

test('an address and its parts are the same thing', () => {
  const parts = { host: '127.0.0.1', port: 4000, user: 'a b', password: 'p@/:s', database: 'x-1' };
  assert.deepEqual(parseDatabaseUrl(formatDatabaseUrl(parts)), { ...parts, socketPath: null });
});

for (const text of [
  '',
  'guanxi',
  'http://a:b@c/d',
  'mysql://a:b@c',
  'mysql://c:3306/d',
  'mysql://a:b@c/d/e',
  'mysql://a:b@c/d%60',
]) {
  test(`"${text}" is no usable address`, () => assert.throws(() => parseDatabaseUrl(text), TypeError));
}

test('messages about a connection never show the password', () => {
  const target = parseDatabaseUrl('mysql://crm:s3cret@db.example/guanxi');
  assert.equal(placeOf(target), 'crm@db.example:3306/guanxi');
  for (const code of ['ECONNREFUSED', 'ENOTFOUND', 'ER_ACCESS_DENIED_ERROR', 'ER_BAD_DB_ERROR', 'ER_CON_COUNT_ERROR']) {
    const problem = connectionProblem({ code }, target);
    assert.doesNotMatch(problem.message + problem.chinese, /s3cret/);
    assert.match(problem.chinese, /\p{Script=Han}/u);
  }
});

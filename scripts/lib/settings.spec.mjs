import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from './say.mjs';
import { SETTINGS, helpText, readSettings } from './settings.mjs';

const SECRET = 'k2J9x7Qw-0aLmPz4Rt6Yv8Bn1Cd3Ef5Gh';
const DATABASE_URL = 'mysql://crm:p%40ss@db.example:3307/guanxi';

test('nothing set gives the defaults of the embedded mode', () => {
  const settings = readSettings({});
  assert.equal(settings.port, 3000);
  assert.equal(settings.host, '127.0.0.1');
  assert.equal(settings.logLevel, 'info');
  assert.equal(settings.databaseUrl, null);
  assert.equal(settings.signingSecret, null);
  assert.match(settings.dataDir, /\/\.data$/);
});

test('an empty variable counts as unset', () => {
  assert.equal(readSettings({ PORT: '', HOST: '' }).port, 3000);
});

test('an own database with its secret is taken as given', () => {
  const settings = readSettings({ DATABASE_URL, SIGNING_SECRET: SECRET });
  assert.equal(settings.databaseUrl, DATABASE_URL);
  assert.equal(settings.signingSecret, SECRET);
});

const WRONG = [
  ['PORT', 'abc'],
  ['PORT', '0'],
  ['PORT', '65536'],
  ['PORT', '80.5'],
  ['HOST', 'two words'],
  ['LOG_LEVEL', 'loud'],
  ['POOL_SIZE', '1'],
  ['ROWS_PER_MINUTE', '9999'],
  ['DATABASE_URL', 'postgres://a:b@c/d'],
  ['DATABASE_URL', 'mysql://a:b@c'],
  ['SIGNING_SECRET', 'short'],
  ['SIGNING_SECRET', 'a'.repeat(64)],
  ['SIGNING_SECRET', `changeme-${SECRET}`],
  ['ADMIN_PASSWORD', 'short'],
];
for (const [name, text] of WRONG) {
  test(`${name}=${text.slice(0, 20)} is refused by name, in two languages`, () => {
    assert.throws(
      () => readSettings({ [name]: text }),
      (error) => error instanceof Problem && error.message.includes(name) && error.chinese.includes(name),
    );
  });
}

test('a secret or an address with a password is never shown', () => {
  for (const [name, text] of [
    ['SIGNING_SECRET', 'tooshort-s3cret'],
    ['ADMIN_PASSWORD', 's3cret'],
    ['DATABASE_URL', 'http://a:s3cret@c/d'],
  ]) {
    assert.throws(
      () => readSettings({ [name]: text }),
      (error) => !error.message.includes('s3cret') && !error.chinese.includes('s3cret'),
    );
  }
});

test('an own database without a secret is refused, except for commands that need none', () => {
  assert.throws(() => readSettings({ DATABASE_URL }), /SIGNING_SECRET is required/);
  assert.equal(readSettings({ DATABASE_URL }, { needsSecret: false }).signingSecret, null);
});

test('the first administrator needs both login and password', () => {
  assert.throws(() => readSettings({ ADMIN_LOGIN: 'root' }), /ADMIN_PASSWORD is missing/);
  assert.throws(() => readSettings({ ADMIN_PASSWORD: 'long-enough-1' }), /ADMIN_LOGIN is missing/);
  assert.ok(readSettings({ ADMIN_LOGIN: 'root', ADMIN_PASSWORD: 'long-enough-1' }));
});

test('the help names every setting with its default', () => {
  for (const { name, fallback } of SETTINGS)
    assert.match(helpText(), new RegExp(`${name} +\\[${fallback || 'none'}\\]`));
});

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { insideIn, searchRecordings } from './leaks.mjs';
import { ROOT } from './paths.mjs';

const ANSWER = '{"data":{"customer":{"name":"华北电气","note":"please select the best from these"}}}';
const INPUTS = [
  ['password', 'correct horse battery'],
  ['name', '华北电气'],
  ['phone', '13800138000'],
  ['action', 'customer.edit'],
  ['note', '需要"加急"处理'],
];
const LOG = '{"level":30,"job":"churn-scan","msg":"scheduled job done for customer.edit"}';

/** What a search finds in recordings with these parts. */
function search({ answers = ANSWER, inputs = INPUTS, log = LOG, metrics = 'up 1' }) {
  const folder = mkdtempSync(join(tmpdir(), 'guanxi-leaks-'));
  try {
    writeFileSync(join(folder, 'answers-1.txt'), answers);
    writeFileSync(join(folder, 'inputs-1.jsonl'), inputs.map((input) => `${JSON.stringify(input)}\n`).join(''));
    writeFileSync(join(folder, 'log-1.jsonl'), log);
    writeFileSync(join(folder, 'metrics-1.txt'), metrics);
    return searchRecordings(folder).findings;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('clean recordings have no findings, and a folder without any is no clean run', () => {
  assert.deepEqual(search({}), []);
  const folder = mkdtempSync(join(tmpdir(), 'guanxi-leaks-'));
  assert.equal(searchRecordings(folder), null);
  rmSync(folder, { recursive: true });
});

const LEAKS = [
  "You have an error in your SQL syntax near 'x'",
  'SELECT t.id, t.name FROM customer t WHERE 1',
  'INSERT INTO customer (id) VALUES (1)',
  "Duplicate entry 'x' for key 'login'",
  'at Query.execute (/srv/app/command.js:29:26)',
  'at async file:///srv/app/main.js:1:2',
  `cannot read ${ROOT}/package.json`,
  '/usr/lib/node_modules/mysql2/index.js',
  'ER_NO_SUCH_TABLE',
  'connect ECONNREFUSED 127.0.0.1:3306',
  'PROTOCOL_CONNECTION_LOST',
  'MySQL server has gone away',
  'You have an error; see the manual of your MariaDB server',
  'TypeORMError: no metadata',
  'mysql2 gave up',
];

for (const leak of LEAKS)
  test(`an answer with "${leak.slice(0, 40)}" is found`, () => {
    assert.equal(search({ answers: `${ANSWER}\n{"errors":[{"message":${JSON.stringify(leak)}}]}` }).length > 0, true);
    assert.notEqual(insideIn(leak), null);
  });

const RANDOM = ['Sec-WebSocket-Accept: TnVRl2DzMYSqLtL0WSgJSx0E/0g=', '{"endCursor":"c2-eR_aq8mySQLx"}'];

for (const text of RANDOM)
  test(`letters that stand by chance in ${text} tell nothing`, () => {
    assert.deepEqual(search({ answers: text }), []);
    assert.equal(insideIn(text), null);
  });

test('a password that comes back in an answer is found', () => {
  assert.match(search({ answers: '{"message":"correct horse battery is wrong"}' })[0], /an answer has a password/);
});

const LOGGED = [
  '{"err":{"message":"cannot sign in with correct horse battery"}}',
  '{"headers":{"authorization":"Bearer abcdefghijkl"}}',
  '{"token":"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.x"}',
  '{"hash":"$argon2id$v=19$m=19456"}',
  '{"msg":"called 13912345678"}',
  '{"msg":"wrote to wang@example.com"}',
  '{"msg":"customer 华北电气 was not saved"}',
  '{"msg":"note 需要\\"加急\\"处理"}',
];

for (const line of LOGGED)
  test(`the log line ${line.slice(0, 50)} is found, and so is a counter that says it`, () => {
    assert.equal(search({ log: `${LOG}\n${line}` }).length > 0, true);
    assert.equal(search({ metrics: line }).length > 0, true);
  });

test('a token that was given out is found in the log', () => {
  const answers = '{"data":{"signIn":{"refreshToken":"384658180396810241.OcutLR7cEyyy3E3XaT6k"}}}';
  assert.equal(search({ answers, log: '{"msg":"384658180396810241.OcutLR7cEyyy3E3XaT6k is unknown"}' }).length, 1);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAudit, scriptFaults, unsealedPackages } from './supply-chain.mjs';

const lock = (packages) => ({ packages: { '': { name: 'x' }, ...packages } });
const script = { hasInstallScript: true, integrity: 'sha512-x' };

test('an install script that nobody has looked at is a fault, wherever it lies', () => {
  const known = { known: 'why' };
  assert.deepEqual(scriptFaults(lock({ 'node_modules/known': script, 'node_modules/plain': {} }), known), []);
  const faults = scriptFaults(
    lock({ 'node_modules/known': script, 'node_modules/a/node_modules/@b/new': script }),
    known,
  );
  assert.equal(faults.length, 1);
  assert.match(faults[0], /^@b\/new brings an install script/);
});

test('so is a name on the list whose script is gone', () => {
  assert.match(scriptFaults(lock({}), { gone: 'why' })[0], /^gone brings no install script/);
});

test('a package without a hash is named', () => {
  const packages = {
    'node_modules/a': { integrity: 'sha512-x' },
    'node_modules/b': {},
    'node_modules/c': { link: true },
  };
  assert.deepEqual(unsealedPackages(lock(packages)), ['node_modules/b']);
});

test('findings are those of severity high and above', () => {
  const found = (severity) => ({ name: severity, severity, range: '<1' });
  const vulnerabilities = { a: found('moderate'), b: found('high'), c: found('critical'), d: found('low') };
  assert.deepEqual(readAudit(`npm warn x\n${JSON.stringify({ vulnerabilities })}`), {
    findings: ['high <1: high', 'critical <1: critical'],
  });
  assert.deepEqual(readAudit(JSON.stringify({ vulnerabilities: {} })), { findings: [] });
});

test('a registry that answers no audits is no finding, and is told', () => {
  const refusals = [
    [JSON.stringify({ statusCode: 405, message: 'Method Not Allowed' }), /405 Method Not Allowed/],
    [JSON.stringify({ error: { code: 'ENOTFOUND', summary: 'request failed' } }), /request failed/],
    ['npm error audit endpoint returned an error', /endpoint/],
    ['', /no answer/],
    ['{"message":"half', /half/],
  ];
  for (const [output, reason] of refusals) assert.match(readAudit(output).unanswered, reason);
});

import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { chooseLoopbackPort, portProblem, requireFreePort, tryPort } from './ports.mjs';

async function withTakenPort(work) {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await work(server.address().port);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

test('a remembered port is kept while it is free', async () => {
  const port = await chooseLoopbackPort(0);
  assert.ok(port >= 20_000 && port < 32_000);
  assert.equal(await tryPort(port), null);
  assert.equal(await chooseLoopbackPort(port), port);
});

test('a remembered port that is taken is replaced', () =>
  withTakenPort(async (port) => {
    assert.equal(await tryPort(port), 'EADDRINUSE');
    assert.notEqual(await chooseLoopbackPort(port), port);
  }));

test('a taken port is refused with the setting PORT and a way out', () =>
  withTakenPort((port) =>
    assert.rejects(requireFreePort(port, '127.0.0.1'), /setting PORT, for example: PORT=\d+ npm start/),
  ));

test('other listening errors name the setting that causes them', () => {
  assert.match(portProblem('EACCES', 80, '0.0.0.0').message, /PORT/);
  assert.match(portProblem('EADDRNOTAVAIL', 3000, '10.9.9.9').message, /HOST/);
});

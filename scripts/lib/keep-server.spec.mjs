import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepServer } from './keep-server.mjs';
import { restartLimit } from './restart-limit.mjs';
import { beQuiet } from './say.mjs';

beQuiet();

/** Servers that come to be one after the other and live as each entry says; `started` counts them. */
function servers(lives) {
  const made = { started: 0 };
  made.start = () => {
    const { ready, code } = lives[made.started] ?? { ready: true };
    made.started += 1;
    return {
      ready: ready ? Promise.resolve() : new Promise(() => {}),
      ended: code === undefined ? new Promise(() => {}) : new Promise((resolve) => setTimeout(resolve, 5, code)),
      stop: async () => 0,
      kill: () => {},
    };
  };
  return made;
}

function kept(made, { signal = new AbortController().signal, mayTryAgain = restartLimit(), settled } = {}) {
  return keepServer(made.start, { signal, mayTryAgain, settled }).ended;
}

test('a server that ends in its own start ends everything with its code', async () => {
  const made = servers([{ ready: false, code: 3 }]);
  assert.equal(await kept(made), 3);
  assert.equal(made.started, 1);
});

test('one that was asked to end is not started again', async () => {
  const made = servers([{ ready: true, code: 0 }]);
  assert.equal(await kept(made), 0);
  assert.equal(made.started, 1);
});

test('one that was killed or crashed after it was ready is started again, also when it then fails to start', async () => {
  const made = servers([
    { ready: true, code: 137 },
    { ready: false, code: 1 },
    { ready: true, code: 139 },
    { ready: true, code: 0 },
  ]);
  let waited = 0;
  const settled = async () => {
    waited += 1;
  };
  assert.equal(await kept(made, { settled }), 0);
  assert.equal(made.started, 4);
  assert.equal(waited, 3);
});

test('too many ends within the time are the end of all, with the last code', async () => {
  const made = servers(Array.from({ length: 9 }, () => ({ ready: true, code: 137 })));
  assert.equal(await kept(made, { mayTryAgain: restartLimit(2, 60_000) }), 137);
  assert.equal(made.started, 3);
});

test('nothing is started once the signal has come', async () => {
  const made = servers([{ ready: true, code: 137 }]);
  const watch = new AbortController();
  watch.abort();
  assert.equal(await kept(made, { signal: watch.signal }), 137);
  const later = servers([{ ready: true, code: 137 }]);
  const between = new AbortController();
  const settled = async () => between.abort();
  assert.equal(await kept(later, { signal: between.signal, settled }), 137);
  assert.equal(later.started, 1);
});

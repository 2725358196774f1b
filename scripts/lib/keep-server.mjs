import { say, sayLong, seconds } from './say.mjs';

/**
 * Runs a server and starts it again whenever it crashes or is killed after it has once been ready, as often as `mayTryAgain`
 * allows, until the signal aborts. `start` starts one and answers { ready, ended, stop, kill }; `settled` waits for what a
 * server stands on. The answer: `ended`, which resolves with the last exit code, and `stop` and `kill` for the running one.
 */
export function keepServer(start, { signal, mayTryAgain, settled = async () => {} }) {
  let current = start();
  let wasReady = false;
  void current.ready.then(() => (wasReady = true));
  const keep = async () => {
    for (;;) {
      const code = await current.ended;
      // Code 0 is no accident: somebody asked the server itself to end.
      if (signal.aborted || code === 0 || !wasReady) return code;
      if (!mayTryAgain()) return gaveUp(code);
      say(`Server: ended unexpectedly (code ${code}), starting it again … 服务器意外退出，正在重新启动。`);
      await settled();
      if (signal.aborted) return code;
      const began = performance.now();
      current = start();
      void current.ready.then(() => say(`Server: ready again (${seconds(performance.now() - began)}) 已恢复。`));
    }
  };
  return { ended: keep(), stop: () => current.stop(), kill: () => current.kill() };
}

function gaveUp(code) {
  sayLong('Server: lost too often within a few minutes, giving up. 服务器多次异常退出，不再重启。');
  return code;
}

import { RESTARTS, restartLimit } from './restart-limit.mjs';
import { say, sayLong, sayProblem, seconds } from './say.mjs';

/** Restarts the private database whenever it is lost, until the signal aborts; resolves when it was lost too often. */
export async function keepDatabase(database, signal) {
  const mayTryAgain = restartLimit();
  while (!signal.aborted) {
    const how = await lost(database.child, signal);
    if (signal.aborted) return;
    if (!mayTryAgain()) break;
    say(`Database: ended unexpectedly (${how}), starting it again … 数据库意外退出，正在重新启动。`);
    const began = performance.now();
    try {
      await database.restart(signal);
      say(`Database: ready again, nothing that was acknowledged is lost (${seconds(performance.now() - began)})`);
    } catch (error) {
      if (signal.aborted) return;
      sayProblem(error);
    }
  }
  sayLong(
    `Database: lost ${RESTARTS} times within 5 minutes, giving up. See mariadb.log in the data folder. 数据库多次异常退出，停止服务。`,
  );
}

function lost(child, signal) {
  const how = () => child.signalCode ?? `code ${child.exitCode}`;
  return new Promise((resolve) => {
    if (signal.aborted || child.exitCode !== null || child.signalCode !== null) return resolve(how());
    child.once('exit', () => resolve(how()));
    signal.addEventListener('abort', () => resolve('stopped'), { once: true });
  });
}

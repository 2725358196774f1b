import { restartLimit } from './restart-limit.mjs';
import { say, sayLong, sayProblem, seconds } from './say.mjs';

const RESTARTS = 5;
const WITHIN_MS = 5 * 60_000;

/** Restarts the private database whenever it is lost, until the signal aborts; resolves when it was lost too often. */
export async function keepDatabase(database, signal) {
  const mayTryAgain = restartLimit(RESTARTS, WITHIN_MS);
  while (!signal.aborted) {
    const how = await lost(database.child, signal);
    if (signal.aborted) return;
    if (!mayTryAgain()) break;
    say(`Database: ended unexpectedly (${how}), starting it again …`);
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

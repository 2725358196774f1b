import { keepDatabase } from './keep-database.mjs';
import { keepServer } from './keep-server.mjs';
import { prepare } from './prepare.mjs';
import { restartLimit } from './restart-limit.mjs';
import { Problem, say, sayLong, seconds } from './say.mjs';
import { loadServer, startServer } from './server-process.mjs';
import { helpText, readSettings } from './settings.mjs';

/** `npm start`: prepares everything, runs the server until Ctrl-C or its end, and answers the exit code. */
export async function startCommand(args, env, stop) {
  if (args.includes('--help') || args.includes('-h')) return say(helpText()) ?? 0;
  refuseArguments(args);
  const began = performance.now();
  const settings = readSettings(env);
  say(`Guanxi CRM: starting, Node ${process.versions.node}, data in ${settings.dataDir}`);
  let loaded = null;
  const onBuilt = () => (loaded = loadServer());
  try {
    const ground = await prepare(settings, { what: 'npm start', alone: true, signal: stop.signal, onBuilt });
    try {
      say(`Server: starting, all else is ready (${seconds(performance.now() - began)})`);
      return await serve(ground, loaded, stop);
    } finally {
      await ground.close();
      say('Guanxi CRM: ended. 已结束。');
    }
  } finally {
    loaded?.kill('SIGKILL');
  }
}

/** Refuses arguments, as everything is set by the environment. Throws Problem. */
export function refuseArguments(args) {
  if (args.length === 0) return;
  throw new Problem(
    `Unknown argument ${args[0]}. Settings are given by the environment, for example: PORT=8080 npm start. All of them: npm start -- --help`,
    `未知参数 ${args[0]}。设置通过环境变量给出，例如：PORT=8080 npm start。全部设置见 npm start -- --help`,
  );
}

async function serve(ground, loaded, stop) {
  const watch = new AbortController();
  const server = keepServer(() => startServer(ground.env, ground.notes, loaded), {
    signal: watch.signal,
    mayTryAgain: restartLimit(),
    settled: () => ground.database?.settled,
  });
  stop.again = () => server.kill();
  const databaseLost = ground.database ? keepDatabase(ground.database, watch.signal) : new Promise(() => {});
  const first = await Promise.race([
    server.ended.then((code) => ({ code })),
    databaseLost.then(() => ({ databaseLost: true })),
    aborted(stop.signal),
  ]);
  watch.abort();
  ground.ending();
  if ('code' in first) {
    sayLong(`Server: ended by itself with code ${first.code}. 服务器已退出，代码 ${first.code}。`);
    return first.code;
  }
  const began = performance.now();
  if (stop.requested) say(`\nServer: ending because of ${stop.requested}, finishing what is under way …`);
  await server.stop();
  say(`Server: stopped (${seconds(performance.now() - began)})`);
  return first.databaseLost ? 1 : 0;
}

function aborted(signal) {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve({});
    signal.addEventListener('abort', () => resolve({}), { once: true });
  });
}

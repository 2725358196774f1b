import { statSync } from 'node:fs';
import { ensureBuild, isBuilt } from './build.mjs';
import { filesUnder } from './fingerprint.mjs';
import { keepDatabase } from './keep-database.mjs';
import { inRoot } from './paths.mjs';
import { prepare } from './prepare.mjs';
import { say, sayProblem } from './say.mjs';
import { startServer } from './server-process.mjs';
import { readSettings } from './settings.mjs';
import { refuseArguments } from './start-command.mjs';
import { sleep } from './stop-signal.mjs';

const LOOK_MS = 300;

/** `npm run dev`: as `npm start`, and builds and restarts the server whenever a source file changes. */
export async function devCommand(args, env, stop) {
  if (args.includes('--help') || args.includes('-h')) {
    say(
      'npm run dev: as npm start, and restarts the server whenever a file under src/ changes. Settings: npm start -- --help',
    );
    return 0;
  }
  refuseArguments(args);
  const settings = readSettings(env);
  const ground = await prepare(settings, { what: 'npm run dev', alone: true, signal: stop.signal });
  const keeping = new AbortController();
  if (ground.database) void keepDatabase(ground.database, keeping.signal);
  try {
    await rebuildAndServe(ground, stop);
    return 0;
  } finally {
    keeping.abort();
    await ground.close();
  }
}

async function rebuildAndServe(ground, stop) {
  let seen = snapshot();
  let server = serve(ground, stop.signal);
  stop.again = () => server.kill();
  while (await changed(seen, stop.signal)) {
    seen = snapshot();
    say('Dev: sources changed');
    try {
      await ensureBuild(stop.signal);
    } catch (error) {
      if (stop.signal.aborted) break;
      sayProblem(error);
      continue;
    }
    await server.stop();
    server = serve(ground, stop.signal);
  }
  await server.stop();
}

function serve({ env, notes }, signal) {
  const server = startServer(env, notes);
  let expected = false;
  void server.ended.then((code) => {
    if (!expected && !signal.aborted)
      say(`Dev: the server ended with code ${code}; it is started again after the next change`);
  });
  const stop = () => {
    expected = true;
    return server.stop();
  };
  return { stop, kill: server.kill };
}

/** Resolves true once the sources differ from the snapshot and have settled, and false when the signal aborts. */
async function changed(before, signal) {
  let last = before;
  for (;;) {
    const now = snapshot();
    if (now !== before && now === last) return true;
    last = now;
    await sleep(LOOK_MS, signal).catch(() => {});
    if (signal.aborted) return false;
  }
}

/** Names, sizes and times of all sources; looked at again and again, as watching loses files that editors replace. */
function snapshot() {
  const files = [...filesUnder(inRoot('src'), isBuilt), inRoot('ormconfig.ts')];
  return files.map((file) => `${file} ${stateOf(file)}`).join('\n');
}

function stateOf(file) {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats ? `${stats.size} ${stats.mtimeMs}` : 'gone';
}

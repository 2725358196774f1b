import { checkDatabase } from './check-database.mjs';
import { ensureBuild } from './build.mjs';
import {
  claimDataFolder,
  endOrphanedServer,
  forgetServer,
  ownSigningSecret,
  prepareDataFolder,
} from './data-folder.mjs';
import { endOrphanedDatabase, joinEmbeddedDatabase, openEmbeddedDatabase } from './embedded-database.mjs';
import { requireMariadb } from './find-mariadb.mjs';
import { ensurePackages } from './packages.mjs';
import { requireFreePort } from './ports.mjs';
import { say, seconds, timed } from './say.mjs';

/**
 * Brings everything up that the server needs: packages, data folder, database, build. `what` names the command; `alone`
 * is true for one that serves. The answer: `env` for the child, the embedded `database` or null, `ending` to say so to the
 * next command, and `close`, which must be called. Throws Problem, with nothing left running.
 */
export async function prepare(settings, { what, alone, signal }) {
  await ensurePackages(signal);
  prepareDataFolder(settings.dataDir);
  const claim = await claimDataFolder(settings.dataDir, what, { alone, signal });
  let database = null;
  const close = async () => {
    if (alone) {
      if (database) await stopDatabase(database);
      forgetServer(settings.dataDir);
      claim.release();
    } else if (claim.release() && database) {
      // The last command that uses the private database ends it.
      await stopDatabase(database);
    }
  };
  try {
    if (alone) await endOrphans(settings);
    if (settings.databaseUrl) await timed('Database', () => checkDatabase(settings.databaseUrl));
    else database = await embedded(settings, alone, signal);
    await ensureBuild(signal);
    return { env: serverEnvironment(settings, database), database, ending: claim.ending, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function endOrphans({ dataDir, port, host }) {
  await endOrphanedServer(dataDir);
  await endOrphanedDatabase(dataDir);
  await requireFreePort(port, host);
}

async function embedded({ dataDir }, alone, signal) {
  const joined = alone ? null : await joinEmbeddedDatabase(dataDir, signal);
  if (joined) return joined;
  const binaries = await requireMariadb(signal);
  return openEmbeddedDatabase({ dataDir, binaries, signal });
}

async function stopDatabase(database) {
  const began = performance.now();
  await database.stop();
  say(`Database: stopped cleanly (${seconds(performance.now() - began)})`);
}

/** The environment of the server and its commands; EMBEDDED is ours alone to set, as it opens the demo accounts. */
export function serverEnvironment(settings, database, base = process.env) {
  const env = {
    ...base,
    PORT: String(settings.port),
    HOST: settings.host,
    LOG_LEVEL: settings.logLevel,
    DATA_DIR: settings.dataDir,
    DATABASE_URL: settings.databaseUrl ?? database.url,
  };
  delete env.EMBEDDED;
  if (!settings.databaseUrl) {
    env.EMBEDDED = '1';
    env.SIGNING_SECRET = settings.signingSecret ?? ownSigningSecret(settings.dataDir);
  }
  return env;
}

import { join } from 'node:path';
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
import { say, sayLong, seconds, timed } from './say.mjs';

/**
 * Brings everything up that the server needs: packages, data folder, database, build. `what` names the command; `alone`
 * is true for one that serves; `onBuilt` is called as soon as the build stands, while the database may still start. The answer: `env` for the child, the embedded `database` or null, `notes` (the folder that the
 * running server is noted in), `ending` to say so to the next command, and `close`, which must be called. Throws Problem,
 * with nothing left running.
 */
export async function prepare(settings, { what, alone, signal, onBuilt = () => {} }) {
  await ensurePackages(signal);
  prepareDataFolder(settings.dataDir);
  const { notes, claim } = await claimPlace(settings, what, { alone, signal });
  let database = null;
  const close = async () => {
    if (alone) {
      if (database) await stopDatabase(database);
      forgetServer(notes);
      claim.release();
    } else if (claim.release() && database) {
      // The last command that uses the private database ends it.
      await stopDatabase(database);
    }
  };
  // The database starts while the build is looked through, or made.
  const building = ensureBuild(signal).then(onBuilt);
  building.catch(() => {});
  try {
    if (alone) await endOrphans(settings, notes);
    if (settings.databaseUrl) await timed('Database', () => checkDatabase(settings.databaseUrl));
    else database = await embedded(settings, alone, signal);
    await building;
    return { env: serverEnvironment(settings, database), database, notes, ending: claim.ending, close };
  } catch (error) {
    await building.catch(() => {});
    await close();
    throw error;
  }
}

const NO_CLAIM = { release: () => true, ending: () => {} };

/** Servers on one private database exclude each other; those on a database of one's own share nothing but, at most, the port. */
async function claimPlace({ dataDir, databaseUrl, port }, what, { alone, signal }) {
  if (!databaseUrl) return { notes: dataDir, claim: await claimDataFolder(dataDir, what, { alone, signal }) };
  const notes = join(dataDir, `port-${port}`);
  return { notes, claim: alone ? await claimDataFolder(notes, what, { alone, signal, port }) : NO_CLAIM };
}

async function endOrphans({ dataDir, databaseUrl, port, host }, notes) {
  await endOrphanedServer(notes);
  if (!databaseUrl) await endOrphanedDatabase(dataDir);
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
  const byItself = await database.stop();
  const took = seconds(performance.now() - began);
  if (byItself) say(`Database: stopped cleanly (${took})`);
  else
    sayLong(
      `Database: did not end by itself and was killed (${took}); nothing acknowledged is lost, the next start replays its log. 数据库未能自行退出，已强制结束，下次启动时自动恢复。`,
    );
}

/** The environment of the server and its commands; EMBEDDED is ours alone to set, as it opens the demo accounts. */
export function serverEnvironment(settings, database, base = process.env) {
  const env = {
    ...base,
    PORT: String(settings.port),
    HOST: settings.host,
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

import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { requireDiskSpace } from './disk.mjs';
import { endProcess, identityOf, livePid } from './processes.mjs';
import { Problem, say, seconds } from './say.mjs';
import { sleep } from './stop-signal.mjs';

const ENDING = 'ending';
/** How long an ending command may take: 25 s for the server and some for the database. */
const ENDING_MS = 60_000;
/** How long another command has to show that it is about to end. */
const SETTLE_MS = 1_500;

/** Makes the data folder when it is missing, and makes sure that it can be written and its disk is not full. Throws Problem. */
export function prepareDataFolder(dataDir) {
  try {
    makeFolder(dataDir);
    const probe = join(dataDir, `.probe-${process.pid}`);
    writeFileSync(probe, 'x');
    rmSync(probe);
    for (const name of readdirSync(dataDir)) accessSync(join(dataDir, name), constants.W_OK);
  } catch (error) {
    throw folderProblem(error, dataDir);
  }
  requireDiskSpace(dataDir, 'the data folder', '数据目录');
}

function makeFolder(folder) {
  // Not mkdir's own recursion: Node's never ends where a parent cannot hold folders, as under /proc.
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

function folderProblem(error, dataDir) {
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT')
    return new Problem(
      `The disk of DATA_DIR (${dataDir}) is full. Free at least 500 MB, or set DATA_DIR to a folder on another disk.`,
      `DATA_DIR（${dataDir}）所在磁盘已满。请至少腾出 500 MB，或将 DATA_DIR 设为其他磁盘上的目录。`,
    );
  const where = error.path ?? dataDir;
  return new Problem(
    `DATA_DIR (${dataDir}) cannot be written by this user: ${error.code} at ${where}. Give the folder to this user (sudo chown -R "$USER" "${dataDir}"), or set DATA_DIR to another folder.`,
    `当前用户无法写入 DATA_DIR（${dataDir}）：${error.code}。请将该目录交给当前用户（sudo chown -R "$USER" "${dataDir}"），或将 DATA_DIR 设为其他目录。`,
  );
}

/**
 * Notes that this process works with the data folder. `what` names the command. `alone` refuses to begin beside another
 * user of the folder, but waits for one that is ending. `ending` says that this one is; `release` takes the note back and
 * tells whether nobody else is left. `port` is given where the folder is that of one port only, for the words of the refusal.
 */
export async function claimDataFolder(dataDir, what, { alone, signal, port = null }) {
  const folder = join(dataDir, 'in-use');
  mkdirSync(folder, { recursive: true });
  const mine = join(folder, String(process.pid));
  const note = (state) => writeFileSync(mine, `${identityOf(process.pid)}\n${what}\n${state}\n`);
  const release = () => {
    rmSync(mine, { force: true });
    return claimsOf(folder).length === 0;
  };
  note('');
  const other = alone ? await otherUser(folder, signal) : null;
  if (other) {
    release();
    throw claimProblem(other, dataDir, port);
  }
  return { release, ending: () => note(ENDING) };
}

function claimProblem({ what, pid }, folder, port) {
  if (port)
    return new Problem(
      `${what} (process ${pid}) already runs on port ${port}. End it first, or choose another port with the setting PORT, for example: PORT=${port + 1} npm start`,
      `${what}（进程 ${pid}）已在端口 ${port} 上运行。请先结束它，或用设置 PORT 另选端口，例如：PORT=${port + 1} npm start`,
    );
  return new Problem(
    `${what} (process ${pid}) is already using the data folder ${folder}. End it first, or set DATA_DIR to another folder.`,
    `${what}（进程 ${pid}）正在使用数据目录 ${folder}。请先结束它，或将 DATA_DIR 设为其他目录。`,
  );
}

/** Another user of the folder that does not seem about to end, or null as soon as there is none. */
async function otherUser(folder, signal) {
  const began = performance.now();
  for (;;) {
    const [other] = claimsOf(folder);
    const patienceMs = other?.state === ENDING ? ENDING_MS : SETTLE_MS;
    if (!other || performance.now() - began > patienceMs) return other ?? null;
    await sleep(100, signal);
  }
}

/** The other living processes that work with the folder; notes of dead ones are cleared away. */
function claimsOf(folder) {
  const claims = [];
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const [identity, what, state] = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [''];
    const pid = identity ? livePid(identity) : null;
    if (pid === null) rmSync(path, { force: true });
    else if (pid !== process.pid) claims.push({ pid, what, state });
  }
  return claims;
}

const serverNote = (dataDir) => join(dataDir, 'server.pid');

/** Notes the running server, so that the next start can end it should this start be killed. */
export function noteServer(dataDir, pid) {
  writeFileSync(serverNote(dataDir), `${identityOf(pid) ?? pid}\n`);
}

/** Forgets the server that has ended. */
export function forgetServer(dataDir) {
  rmSync(serverNote(dataDir), { force: true });
}

/** Ends a server that outlived the start command which ran it. */
export async function endOrphanedServer(dataDir) {
  const note = serverNote(dataDir);
  if (!existsSync(note)) return;
  const pid = livePid(readFileSync(note, 'utf8'));
  if (pid !== null) {
    say(`Server: one from an interrupted start is still running (process ${pid}), ending it …`);
    const began = performance.now();
    const byItself = await endProcess(pid, 25_000);
    say(`Server: the earlier one has ${byItself ? 'ended' : 'been killed'} (${seconds(performance.now() - began)})`);
  }
  forgetServer(dataDir);
}

/** The secret that signs tokens in embedded mode: made once, kept in DATA_DIR/signing-secret for the owner alone. */
export function ownSigningSecret(dataDir) {
  const path = join(dataDir, 'signing-secret');
  const stored = existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
  if (stored.length >= 32) return stored;
  const secret = randomBytes(48).toString('base64url');
  writePrivately(path, `${secret}\n`);
  return secret;
}

/** Writes a file that only its owner may read. */
export function writePrivately(path, content) {
  writeFileSync(path, content, { mode: 0o600 });
  chmodSync(path, 0o600);
}

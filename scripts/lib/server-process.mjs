import { spawn } from 'node:child_process';
import { SERVER } from './build.mjs';
import { forgetServer, noteServer } from './data-folder.mjs';
import { ROOT } from './paths.mjs';

/** Old memory is cleared up once it has grown by a third, not by several times: an idle process keeps what a flood has left until then. */
export const SERVER_FLAGS = ['--heap-growing-percent=30'];

/** How long the server may take to finish what it is doing, in milliseconds. */
const STOP_GRACE_MS = 25_000;

/** A server process that loads its code while its database still starts, and goes on once `startServer` gives it its environment. */
export function loadServer() {
  return spawnServer({ ...process.env, SERVER_HELD: '1' });
}

function spawnServer(env) {
  // A process group of its own: Ctrl-C reaches the start command alone, which then ends server and database in order.
  return spawn(process.execPath, [...SERVER_FLAGS, SERVER], {
    cwd: ROOT,
    env,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

/**
 * Starts the server, in the process `loaded` ahead if it still runs; `ready` resolves once it serves, `ended` with its exit code (128 and more: ended by a signal), and `stop`
 * ends it. `notes` is the folder that it is noted in.
 */
export function startServer(env, notes, loaded = null) {
  const held = loaded?.connected === true && loaded.exitCode === null;
  const child = held ? loaded : spawnServer(env);
  if (held) child.send(env, () => {});
  if (child.pid) noteServer(notes, child.pid);
  const ready = new Promise((resolve) => child.once('message', resolve));
  const ended = new Promise((resolve) => {
    child.on('error', () => resolve(127));
    child.on('exit', (code, signal) => {
      forgetServer(notes);
      resolve(signal ? 128 + (SIGNAL_NUMBERS[signal] ?? 0) : code);
    });
  });
  const stop = async () => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS);
    const code = await ended;
    clearTimeout(timer);
    return code;
  };
  return { ready, ended, stop, kill: () => child.kill('SIGKILL') };
}

const SIGNAL_NUMBERS = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGABRT: 6,
  SIGBUS: 7,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGTERM: 15,
};

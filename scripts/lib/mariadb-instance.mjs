import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { formatDatabaseUrl } from './database-url.mjs';
import { writePrivately } from './data-folder.mjs';
import { lastLines, runCommand } from './run-command.mjs';
import { Problem } from './say.mjs';
import { sleep } from './stop-signal.mjs';

/** The kernel allows 107 bytes (macOS 103) for the path of a socket. */
const LONGEST_SOCKET_PATH = 100;
const LOG_LIMIT_BYTES = 5 * 1024 * 1024;

/** Settings that every MariaDB of ours runs with, whatever it is for. */
const ALWAYS = [
  '--bind-address=127.0.0.1',
  '--skip-name-resolve',
  '--skip-log-bin',
  '--performance-schema=OFF',
  '--local-infile=OFF',
  '--character-set-server=utf8mb4',
  '--collation-server=utf8mb4_bin',
  '--transaction-isolation=READ-COMMITTED',
  '--default-time-zone=+00:00',
  '--max-allowed-packet=64M',
];

/** A root process must say that it means to run the server as root. */
export function userOption(uid = process.getuid?.()) {
  return uid === 0 ? ['--user=root'] : [];
}

/** Where things of one instance lie: beside each other in `home`, the socket elsewhere when its path would be too long. */
export function placesOf(home) {
  return {
    home,
    data: join(home, 'mariadb'),
    setup: join(home, 'mariadb.setup'),
    tmp: join(home, 'mariadb.tmp'),
    log: join(home, 'mariadb.log'),
    pidFile: join(home, 'mariadb.pid'),
    initFile: join(home, 'mariadb.init.sql'),
    socket: socketPath(home),
  };
}

/** A socket in the folder, or in a short folder of the system's temporary one when that path would not fit. */
export function socketPath(home, temporary = tmpdir()) {
  const near = join(home, 'mariadb.sock');
  if (Buffer.byteLength(near) <= LONGEST_SOCKET_PATH) return near;
  const key = createHash('sha256').update(home).digest('hex').slice(0, 16);
  const far = join(temporary, `guanxi-${key}`, 'm.sock');
  return Buffer.byteLength(far) <= LONGEST_SOCKET_PATH ? far : join('/tmp', `guanxi-${key}`, 'm.sock');
}

/** Makes a fresh data folder; it gets its final name only when complete, so a set-up that was cut off is seen and redone. */
export async function createDataFolder({ install }, places, signal) {
  rmSync(places.setup, { recursive: true, force: true });
  rmSync(places.tmp, { recursive: true, force: true });
  mkdirSync(places.tmp, { recursive: true, mode: 0o700 });
  const args = ['--no-defaults', ...userOption(), '--auth-root-authentication-method=normal', '--skip-test-db'];
  args.push('--skip-name-resolve', `--datadir=${places.setup}`, `--tmpdir=${places.tmp}`);
  const { code, output } = await runCommand(install, args, { cwd: places.home, signal });
  if (code !== 0) throw setupFailed(output);
  renameSync(places.setup, places.data);
}

function setupFailed(output) {
  return new Problem(
    `The private database could not be set up (mariadb-install-db). Its last lines:\n${lastLines(output)}`,
    '私有数据库初始化失败（mariadb-install-db），其最后输出见上。',
  );
}

/** Starts the server over its data folder; answers with the child process. `tuning` are further options, `sql` runs first. */
export function launch({ server }, places, { port, tuning, sql }) {
  prepareSocketFolder(places);
  mkdirSync(places.tmp, { recursive: true, mode: 0o700 });
  writePrivately(places.initFile, `${sql.join(';\n')};\n`);
  if (existsSync(places.log) && statSync(places.log).size > LOG_LIMIT_BYTES)
    renameSync(places.log, `${places.log}.old`);
  const args = [
    '--no-defaults',
    ...userOption(),
    `--datadir=${places.data}`,
    `--socket=${places.socket}`,
    `--port=${port}`,
  ];
  args.push(
    `--pid-file=${places.pidFile}`,
    `--tmpdir=${places.tmp}`,
    `--init-file=${places.initFile}`,
    ...ALWAYS,
    ...tuning,
  );
  const log = openSync(places.log, 'a', 0o600);
  // A process group of its own: Ctrl-C reaches the start command, which ends the server first and the database after it.
  const child = spawn(server, args, { cwd: places.home, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  child.on('error', () => {});
  return child;
}

function prepareSocketFolder({ home, socket }) {
  const folder = dirname(socket);
  if (folder === home) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid, mode } = lstatSync(folder);
  if (uid === process.getuid() && (mode & 0o077) === 0) return;
  throw new Problem(
    `The folder ${folder} for the database's socket belongs to another user. Remove it, or set DATA_DIR to a shorter path.`,
    `数据库套接字目录 ${folder} 属于其他用户。请删除它，或将 DATA_DIR 设为更短的路径。`,
  );
}

/** Takes away the socket's folder in the temporary one, where there is one. */
export function removeFarSocketFolder({ home, socket }) {
  const folder = dirname(socket);
  if (folder !== home) rmSync(folder, { recursive: true, force: true });
}

/** Waits until the server takes the account, or throws a Problem with the log's errors when it ends or takes too long. */
export async function untilItAnswers(child, places, account, { signal, patienceMs = 300_000, onSlow } = {}) {
  const { createConnection } = await import('mysql2/promise');
  const began = performance.now();
  let slow = false;
  for (;;) {
    if (child && (child.exitCode !== null || child.signalCode !== null || child.pid === undefined))
      throw endedEarly(places);
    try {
      const connection = await createConnection({ uri: formatDatabaseUrl(account), connectTimeout: 2_000 });
      await connection.end();
      rmSync(places.initFile, { force: true });
      return;
    } catch (error) {
      const waited = performance.now() - began;
      if (waited > patienceMs) throw neverAnswered(places, error);
      if (waited > 5_000 && !slow) onSlow?.();
      slow ||= waited > 5_000;
    }
    await sleep(40, signal);
  }
}

/** The lines of the log that say why the server ended: its errors since it was last started. */
export function errorsInLog(log) {
  const last = log.slice(Math.max(0, log.lastIndexOf('starting as process')));
  const errors = last.split('\n').filter((line) => line.includes('[ERROR]'));
  return (errors.length > 0 ? errors.slice(0, 5) : last.trimEnd().split('\n').slice(-5)).join('\n');
}

function endedEarly({ log }) {
  const text = existsSync(log) ? readFileSync(log, 'utf8') : '';
  return new Problem(
    `The private database ended while starting. Its log (${log}) says:\n${errorsInLog(text)}`,
    `私有数据库启动失败，日志见 ${log}。`,
  );
}

function neverAnswered({ log }, error) {
  return new Problem(
    `The private database does not answer (${error.code ?? error.message}). See its log: ${log}`,
    `私有数据库没有响应（${error.code ?? error.message}），日志见 ${log}。`,
  );
}

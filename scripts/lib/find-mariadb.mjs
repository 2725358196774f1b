import { spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installMariadb } from './install-mariadb.mjs';
import { Problem } from './say.mjs';

/** Folders outside an ordinary user's PATH where packages put the server. */
const MORE_FOLDERS = [
  '/usr/sbin',
  '/usr/local/sbin',
  '/usr/bin',
  '/usr/local/bin',
  '/usr/libexec',
  '/usr/local/mysql/bin',
  '/opt/homebrew/opt/mariadb/bin',
  '/usr/local/opt/mariadb/bin',
  '/opt/homebrew/bin',
];
const LEAST = [10, 6];

/** The MariaDB version in the answer of `mariadbd --version` as [10, 11, 19]; null for another product. */
export function parseMariadbVersion(text) {
  const match = /(\d+)\.(\d+)\.(\d+)-MariaDB/i.exec(text);
  return match ? match.slice(1, 4).map(Number) : null;
}

/** True when the version is one that the private database can use. */
export function isUsableMariadb([major, minor]) {
  return major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1]);
}

/** The programs { server, install, version } of the MariaDB on this machine, or null when there is none. */
export function findMariadb(path = process.env.PATH ?? '') {
  const folders = [...new Set([...path.split(delimiter).filter(Boolean), ...MORE_FOLDERS])];
  const install = firstProgram(folders, ['mariadb-install-db', 'mysql_install_db']);
  for (const server of programs(folders, ['mariadbd', 'mysqld'])) {
    const answer = spawnSync(server, ['--no-defaults', '--version'], { encoding: 'utf8' });
    const version = parseMariadbVersion(answer.stdout ?? '');
    if (version && install) return { server, install, version };
  }
  return null;
}

function firstProgram(folders, names) {
  return programs(folders, names)[0];
}

function programs(folders, names) {
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).filter(isProgram);
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Finds MariaDB; on Debian and Ubuntu as root it is installed when missing. Throws Problem. */
export async function requireMariadb(signal) {
  let found = findMariadb();
  if (!found) {
    await installMariadb(osRelease(), signal);
    found = findMariadb();
  }
  if (!found)
    throw new Problem(
      'MariaDB was installed, but its programs mariadbd and mariadb-install-db are not found. Add their folder to PATH, or set DATABASE_URL.',
      '已安装 MariaDB，但找不到 mariadbd 和 mariadb-install-db。请将其目录加入 PATH，或设置 DATABASE_URL。',
    );
  if (!isUsableMariadb(found.version))
    throw new Problem(
      `The MariaDB of this machine is ${found.version.join('.')}; 10.6 or later is needed. Update it, or set DATABASE_URL to a newer server.`,
      `本机 MariaDB 版本为 ${found.version.join('.')}，需要 10.6 或更高版本。请升级，或用 DATABASE_URL 指定较新的服务器。`,
    );
  return found;
}

function osRelease() {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return '';
  }
}

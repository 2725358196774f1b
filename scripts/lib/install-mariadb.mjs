import { lastLines, runCommand } from './run-command.mjs';
import { Problem, sayLong, seconds } from './say.mjs';

const DEBIAN = 'apt-get update && sudo apt-get install -y --no-install-recommends mariadb-server';
/** The install command per family of systems, after `sudo`; the first whose word stands in ID or ID_LIKE is taken. */
const COMMANDS = [
  ['debian', `sudo ${DEBIAN}`],
  ['ubuntu', `sudo ${DEBIAN}`],
  ['fedora', 'sudo dnf install -y mariadb-server'],
  ['rhel', 'sudo dnf install -y mariadb-server'],
  ['arch', 'sudo pacman -S --noconfirm mariadb'],
  ['alpine', 'sudo apk add mariadb mariadb-client'],
  ['suse', 'sudo zypper install -y mariadb'],
];

/** The words of ID and ID_LIKE in the text of /etc/os-release. */
export function systemFamily(osRelease) {
  const lines = osRelease.split('\n').filter((line) => /^ID(_LIKE)?=/.test(line));
  return lines.flatMap((line) =>
    line
      .slice(line.indexOf('=') + 1)
      .replace(/"/g, '')
      .trim()
      .split(/\s+/),
  );
}

/** The command that installs MariaDB on a system of that family, or null when it is unknown to us. */
export function installCommand(family, platform = process.platform) {
  if (platform === 'darwin') return 'brew install mariadb';
  const known = COMMANDS.find(([word]) =>
    family.some((name) => name === word || name.startsWith(`${word}-`) || name.endsWith(word)),
  );
  return known ? known[1] : null;
}

/** Installs MariaDB by apt-get on Debian and Ubuntu as root; elsewhere throws a Problem with the command for that system. */
export async function installMariadb(osRelease, signal) {
  const family = systemFamily(osRelease);
  const isDebian = family.includes('debian') || family.includes('ubuntu');
  const hasApt = isDebian && process.getuid?.() === 0;
  if (!hasApt) throw missing(installCommand(family));
  sayLong('MariaDB: not on this machine, installing the package mariadb-server with apt-get (system-wide) …');
  const began = performance.now();
  const wasRunning = await serviceIsRunning(signal);
  await apt(['update'], signal);
  await apt(['install', '-y', '--no-install-recommends', 'mariadb-server'], signal);
  sayLong(`MariaDB: installed (${seconds(performance.now() - began)})`);
  if (!wasRunning && (await serviceIsRunning(signal))) await stopService(signal);
}

function missing(command) {
  const english = command
    ? `Install it with:\n\n  ${command}\n\n`
    : 'Install the server package of MariaDB 10.6 or later with your package manager, ';
  const chinese = command ? `请执行：${command}` : '请用系统的软件包管理器安装 MariaDB 10.6 或更高版本的服务器';
  return new Problem(
    `MariaDB is not on this machine. ${english}then run the command again; or set DATABASE_URL to a database server you have.`,
    `本机没有 MariaDB。${chinese}，然后重试；或用 DATABASE_URL 指定已有的数据库服务器。`,
  );
}

async function apt(args, signal) {
  // Run level 1 keeps the package from starting a database of its own on port 3306.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const { code, output } = await runCommand('apt-get', ['-q', ...args], { env, signal });
  if (code === 0) return;
  throw new Problem(
    `MariaDB could not be installed: apt-get ${args[0]} ended with code ${code}. Mend that and try again, or set DATABASE_URL. It said:\n${lastLines(output)}`,
    `MariaDB 安装失败：apt-get ${args[0]} 返回 ${code}。请排除后重试，或设置 DATABASE_URL。`,
  );
}

async function serviceIsRunning(signal) {
  const { code } = await runCommand('service', ['mariadb', 'status'], { signal });
  return code === 0;
}

async function stopService(signal) {
  // The system's own service is not ours to use: it would only hold memory and port 3306.
  await runCommand('service', ['mariadb', 'stop'], { signal });
  await runCommand('systemctl', ['disable', 'mariadb'], { signal });
  sayLong('MariaDB: the service that the package had started is stopped again; Guanxi runs a private one');
}

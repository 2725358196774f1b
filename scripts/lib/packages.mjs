import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { requireDiskSpace } from './disk.mjs';
import { fingerprint, readStamp } from './fingerprint.mjs';
import { oneAtATime } from './one-at-a-time.mjs';
import { ROOT, inRoot } from './paths.mjs';
import { runCommand } from './run-command.mjs';
import { Problem, sayLong, timed } from './say.mjs';

const LOCK = inRoot('package-lock.json');
const STAMP = inRoot('node_modules', '.guanxi-lock');
const INSTALLED = inRoot('node_modules', '.package-lock.json');

/** What the installed packages depend on: the lockfile, and the Node that their native parts were chosen for. */
export function packagesStamp(root, lockfile) {
  const node = `${process.versions.node.split('.')[0]} ${process.platform} ${process.arch}`;
  return fingerprint(root, [lockfile], node);
}

/** True when what npm says it installed holds every package of the lockfile in that version (optional ones may be missing). */
export function matchesLock(lock, installed) {
  return Object.entries(lock.packages ?? {}).every(([path, wanted]) => {
    if (path === '' || wanted.optional || wanted.devOptional || wanted.link) return true;
    return installed.packages?.[path]?.version === wanted.version;
  });
}

/** Installs the packages of the lockfile when they are missing or stale. Throws Problem. */
export async function ensurePackages(signal) {
  await timed('Packages', async () => {
    if (readStamp(STAMP) === packagesStamp(ROOT, LOCK)) return 'up to date';
    return oneAtATime('packages', signal, () => install(signal));
  });
}

async function install(signal) {
  const stamp = packagesStamp(ROOT, LOCK);
  if (readStamp(STAMP) === stamp) return 'up to date';
  if (!existsSync(STAMP) && isInstalledByHand()) {
    noteInstalled(stamp);
    return 'already installed as in package-lock.json';
  }
  requireDiskSpace(ROOT, 'the checkout', '代码目录');
  sayLong('Packages: installing from package-lock.json (npm ci), which takes a minute or so …');
  const npm = npmCommand();
  // The build needs the development packages, whatever NODE_ENV says.
  const args = [...npm.args, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output } = await runCommand(npm.command, args, { cwd: ROOT, signal });
  if (code !== 0) throw installFailed(output);
  writeFileSync(STAMP, stamp);
  return 'installed';
}

function noteInstalled(stamp) {
  try {
    writeFileSync(STAMP, stamp);
  } catch {
    // Packages that belong to somebody else can be used without a note; they are compared again next time.
  }
}

function isInstalledByHand() {
  try {
    return matchesLock(JSON.parse(readFileSync(LOCK, 'utf8')), JSON.parse(readFileSync(INSTALLED, 'utf8')));
  } catch {
    return false;
  }
}

/** How npm is called: the very one that runs us, if any does. */
export function npmCommand() {
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.c?js$/.test(script)) return { command: process.execPath, args: [script] };
  return { command: 'npm', args: [] };
}

/** The first lines of npm's errors; what follows them is its usage. */
function npmSaid(output) {
  const lines = output.split('\n').filter((line) => /^npm (error|ERR!) \S/.test(line));
  return lines.slice(0, 8).join('\n') || output.slice(0, 1_000);
}

function installFailed(output) {
  return new Problem(
    `The packages could not be installed (npm ci). Check the network and the rights on node_modules, then try again. npm said:\n${npmSaid(output)}`,
    '依赖包安装失败（npm ci）。请检查网络和 node_modules 的权限后重试，npm 的输出见上。',
  );
}

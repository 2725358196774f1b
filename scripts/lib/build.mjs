import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { filesUnder, fingerprint, readStamp } from './fingerprint.mjs';
import { oneAtATime } from './one-at-a-time.mjs';
import { ROOT, inRoot } from './paths.mjs';
import { lastLines, runCommand } from './run-command.mjs';
import { Problem, timed } from './say.mjs';

const STAMP = inRoot('dist', '.stamp');
const SOURCES = ['src', 'ormconfig.ts', 'tsconfig.json', '.swcrc', 'package-lock.json'];

/** The built entry points. */
export const SERVER = inRoot('dist', 'src', 'main.js');
export const CLI = inRoot('dist', 'src', 'cli.js');

/** True for what goes into the build: everything but specs. */
export function isBuilt(path) {
  return !path.endsWith('.spec.ts');
}

/** A fingerprint of everything that the build depends on. */
export function sourcesStamp(root, sources) {
  return fingerprint(
    root,
    sources.flatMap((path) => filesUnder(path, isBuilt)),
  );
}

/** Builds dist/ when the sources have changed since the last build. Throws Problem with the compiler's words. */
export async function ensureBuild(signal) {
  await timed('Build', async () => {
    if (isUpToDate()) return 'up to date';
    return oneAtATime('build', signal, () => (isUpToDate() ? 'up to date' : build(signal)));
  });
}

function currentStamp() {
  return sourcesStamp(
    ROOT,
    SOURCES.map((path) => inRoot(path)),
  );
}

function isUpToDate() {
  return existsSync(SERVER) && readStamp(STAMP) === currentStamp();
}

async function build(signal) {
  const stamp = currentStamp();
  rmSync(STAMP, { force: true });
  const swc = inRoot('node_modules', '@swc', 'cli', 'bin', 'swc.js');
  const inputs = ['src', 'ormconfig.ts'].filter((path) => existsSync(inRoot(path)));
  const args = [swc, ...inputs, '-d', 'dist', '--ignore', '**/*.spec.ts', '--copy-files'];
  const { code, output } = await runCommand(process.execPath, args, { cwd: ROOT, signal });
  if (code !== 0 || !existsSync(SERVER)) throw buildFailed(output);
  removeLeftovers();
  writeFileSync(STAMP, `${stamp}\n`);
  return 'done';
}

/** The source files that a built file may come from, as paths from the root. */
export function sourcesOf(built) {
  const unmapped = built.replace(/\.map$/, '');
  return [built, unmapped.replace(/\.js$/, '.ts')];
}

/** Takes away what an earlier build left and this one no longer makes, such as a renamed migration. */
function removeLeftovers() {
  const dist = inRoot('dist');
  for (const file of filesUnder(dist)) {
    if (!sourcesOf(relative(dist, file)).some((source) => existsSync(inRoot(source)))) rmSync(file);
  }
}

function buildFailed(output) {
  // After the place of the error swc prints where in its own code it noticed.
  const [words] = output.split(/^Caused by:$|^Stack backtrace:$/m);
  return new Problem(`The build failed. The compiler says:\n${lastLines(words, 40)}`, '构建失败，编译器的输出见上。');
}

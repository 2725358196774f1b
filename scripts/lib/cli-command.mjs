import { spawn } from 'node:child_process';
import { CLI, ensureBuild } from './build.mjs';
import { ensurePackages } from './packages.mjs';
import { ROOT } from './paths.mjs';
import { prepare } from './prepare.mjs';
import { beQuiet } from './say.mjs';
import { readSettings } from './settings.mjs';

const HELP = ['--help', '-h', 'help'];

/** `npm run cli -- …`: runs one command of the product beside a running server or without one, and answers its exit code. */
export async function cliCommand(args, env, stop) {
  beQuiet();
  if (args.length === 0 || args.some((arg) => HELP.includes(arg))) return tellHelp(args, env, stop);
  const settings = readSettings(env, { needsSecret: false });
  const ground = await prepare(settings, { what: 'npm run cli', alone: false, signal: stop.signal });
  try {
    return await runToItsEnd([CLI, ...args], ground.env, stop);
  } finally {
    await ground.close();
  }
}

/** What there is to run needs no database, and must not set one up beside a start that does. */
async function tellHelp(args, env, stop) {
  await ensurePackages(stop.signal);
  await ensureBuild(stop.signal);
  return runToItsEnd([CLI, ...args], env, stop);
}

function runToItsEnd(args, env, stop) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: 'inherit' });
    stop.again = () => child.kill('SIGKILL');
    const end = () => child.kill('SIGTERM');
    if (stop.signal.aborted) end();
    stop.signal.addEventListener('abort', end, { once: true });
    child.on('error', () => resolve(127));
    child.on('exit', (code) => resolve(stop.requested ? 130 : (code ?? 1)));
  });
}

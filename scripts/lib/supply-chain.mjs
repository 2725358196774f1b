import { readFileSync } from 'node:fs';
import { npmCommand } from './packages.mjs';
import { ROOT, inRoot } from './paths.mjs';
import { runCommand } from './run-command.mjs';

/** A registry that says nothing for so long is taken for one that answers no audits. */
const PATIENCE_MS = 20_000;

/** Packages that bring a script for their installation, and why it is not needed: packages are installed without running any. */
export const NEEDLESS_SCRIPTS = {
  '@apollo/protobufjs': 'only warns of a version range written in another way',
  '@parcel/watcher': 'compiles where no binary is published; only the watching form of the compiler would load it',
  '@swc/core': 'fetches a WebAssembly form where no binary is published; the lock file has the binaries',
  'unrs-resolver': 'fetches a binary where npm left it out; the lock file has the binaries',
};

/** The faults of a lock file: packages with install scripts that nobody has looked at, and names on the list that it does not have. */
export function scriptFaults(lock, known = NEEDLESS_SCRIPTS) {
  const names = Object.entries(lock.packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.split('node_modules/').at(-1));
  return [
    ...names
      .filter((name) => !(name in known))
      .map((name) => `${name} brings an install script that nobody has looked at`),
    ...Object.keys(known)
      .filter((name) => !names.includes(name))
      .map((name) => `${name} brings no install script any more`),
  ];
}

/** What an answer of `npm audit --json` says: { findings } of severity high and above, or { unanswered } with the reason. */
export function readAudit(output) {
  const report = jsonIn(output);
  if (report === null) return { unanswered: output.trim().split('\n')[0] || 'no answer' };
  if (!report.vulnerabilities) return { unanswered: reasonIn(report) };
  const findings = Object.values(report.vulnerabilities)
    .filter(({ severity }) => severity === 'high' || severity === 'critical')
    .map(({ name, severity, range }) => `${name} ${range}: ${severity}`);
  return { findings };
}

/** Packages that the lock file names without the hash of what was looked at. */
export function unsealedPackages(lock) {
  return Object.entries(lock.packages)
    .filter(([path, { integrity, link }]) => path !== '' && !link && !integrity)
    .map(([path]) => path);
}

/** Looks at the lock file, and asks the registry about what the product runs with; { faults, unanswered }. */
export async function checkSupplyChain(signal) {
  const lock = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8'));
  const faults = [
    ...scriptFaults(lock),
    ...unsealedPackages(lock).map((path) => `${path} has no hash in package-lock.json`),
  ];
  const { findings = [], unanswered = null } = readAudit(await audit(signal));
  return { faults: [...faults, ...findings], unanswered };
}

async function audit(signal) {
  const npm = npmCommand();
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const wanted = [...npm.args, 'audit', '--omit=dev', '--audit-level=high', '--json', '--fetch-retries=0'];
  try {
    const { output } = await runCommand(npm.command, wanted, {
      cwd: ROOT,
      signal: AbortSignal.any([signal, patience]),
    });
    return output;
  } catch (error) {
    if (signal.aborted) throw error;
    return `no answer within ${PATIENCE_MS / 1000} s`;
  }
}

/** Warnings may stand before and behind the report. */
function jsonIn(output) {
  try {
    return JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1));
  } catch {
    return null;
  }
}

function reasonIn({ statusCode, message, error }) {
  return (
    [statusCode, message ?? error?.summary ?? error?.code].filter(Boolean).join(' ') || 'an answer of another form'
  );
}

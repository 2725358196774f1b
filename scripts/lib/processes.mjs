import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { sleep } from './stop-signal.mjs';

const hasProc = existsSync('/proc/self/stat');

/** A process as "number start-time", which no later process with the same number shares; null when there is none. */
export function identityOf(pid) {
  if (!hasProc) {
    const started = ps(['-p', String(pid), '-o', 'lstart=']).trim();
    return started ? `${pid} ${started}` : null;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie has ended; only its parent has not yet asked.
    return fields[0] === 'Z' || fields[0] === 'X' ? null : `${pid} ${fields[19]}`;
  } catch {
    return null;
  }
}

/** The process number of an identity, when that very process is still alive; else null. */
export function livePid(identity) {
  const pid = Number.parseInt(identity, 10);
  return pid > 0 && identityOf(pid) === identity.trim() ? pid : null;
}

/** The numbers of all processes that were started with exactly this argument, ours excluded. */
export function findByArgument(argument) {
  const found = hasProc ? fromProc(argument) : fromPs(argument);
  return found.filter((pid) => pid !== process.pid && identityOf(pid) !== null);
}

function fromProc(argument) {
  const numbers = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return numbers.map(Number).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(argument);
    } catch {
      return false;
    }
  });
}

function fromPs(argument) {
  const lines = ps(['-axww', '-o', 'pid=,command=']).split('\n');
  return lines.filter((line) => `${line} `.includes(` ${argument} `)).map((line) => Number.parseInt(line, 10));
}

function ps(args) {
  return spawnSync('ps', args, { encoding: 'utf8' }).stdout ?? '';
}

/** Asks a process to end (SIGTERM), and after the grace in milliseconds ends it (SIGKILL); true when it ended by itself. */
export async function endProcess(pid, graceMs) {
  const identity = identityOf(pid);
  if (!identity) return true;
  send(pid, 'SIGTERM');
  if (await isGone(identity, graceMs)) return true;
  send(pid, 'SIGKILL');
  await isGone(identity, 5_000);
  return false;
}

async function isGone(identity, withinMs) {
  const until = performance.now() + withinMs;
  while (livePid(identity)) {
    if (performance.now() > until) return false;
    await sleep(25);
  }
  return true;
}

function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone between the look and the signal.
  }
}

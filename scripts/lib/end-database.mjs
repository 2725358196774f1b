import { connect } from 'node:net';
import { endProcess, identityOf, livePid } from './processes.mjs';
import { sayLong } from './say.mjs';
import { sleep } from './stop-signal.mjs';

/** How long a database that serves may take to shut down. */
const STOP_GRACE_MS = 120_000;
/** How long one that replays its log is waited for. */
const REPLAY_MS = 120_000;
/** One that lets itself be called for so long without a word will never answer. */
const SILENT_MS = 10_000;
/** What a database gets that does not answer, before it is killed. */
const MUTE_GRACE_MS = 3_000;
const TELL_AFTER_MS = 2_000;

/**
 * Ends a database server of ours; true when it shut down by itself, false when it had to be killed.
 * It is asked only once it answers: a SIGTERM in the last part of MariaDB's start leaves it standing for good, deaf to further ones.
 */
export async function endDatabase(pid, { socket }) {
  const identity = identityOf(pid);
  if (!identity) return true;
  const isThere = () => livePid(identity) !== null;
  const answers = await untilItGreets(() => greetingOf(socket), isThere);
  return endProcess(pid, answers ? STOP_GRACE_MS : MUTE_GRACE_MS);
}

/**
 * Waits while the server refuses calls, as it does at its start. True as soon as it greets a caller; false when it has gone,
 * refuses for too long, or takes calls without a word. `greeting` looks once: 'greets', 'silent' or 'refuses'.
 */
export async function untilItGreets(greeting, isThere, { replayMs = REPLAY_MS, silentMs = SILENT_MS } = {}) {
  const began = performance.now();
  let silentSince = null;
  let told = false;
  while (isThere()) {
    const found = await greeting();
    const now = performance.now();
    if (found === 'greets') return true;
    silentSince = found === 'silent' ? (silentSince ?? now) : null;
    if (now - began > replayMs || (silentSince !== null && now - silentSince > silentMs)) return false;
    if (!told && now - began > TELL_AFTER_MS)
      sayLong('Database: still starting, it is stopped as soon as it answers …');
    told ||= now - began > TELL_AFTER_MS;
    await sleep(40);
  }
  return false;
}

/** Whether the server behind the socket says the first word of its protocol within a second. */
export function greetingOf(path, withinMs = 1_000) {
  return new Promise((resolve) => {
    const caller = connect({ path });
    const end = (found) => {
      caller.destroy();
      resolve(found);
    };
    caller.setTimeout(withinMs, () => end('silent'));
    caller.once('data', () => end('greets'));
    caller.once('end', () => end('refuses'));
    caller.once('error', () => end('refuses'));
  });
}

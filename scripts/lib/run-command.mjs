import { spawn } from 'node:child_process';

/**
 * Runs a program to its end and returns { code, output }; a program that cannot be started gives code 127.
 * It gets a process group of its own, so that an abort ends its children too; the abort's reason is then thrown.
 */
export function runCommand(command, args, { cwd, env = process.env, signal, onOutput } = {}) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks = [];
    const take = (chunk) => {
      chunks.push(chunk);
      onOutput?.(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const onAbort = () => endGroup(child.pid);
    signal?.addEventListener('abort', onAbort, { once: true });
    child.on('error', (error) => chunks.push(Buffer.from(`${error.message}\n`)));
    child.on('close', (code, endedBy) => {
      signal?.removeEventListener('abort', onAbort);
      if (signal?.aborted) return reject(signal.reason);
      const failed = child.pid === undefined ? 127 : 128;
      resolve({ code: endedBy || code === null || code < 0 ? failed : code, output: Buffer.concat(chunks).toString() });
    });
  });
}

function endGroup(pid) {
  try {
    process.kill(-pid, 'SIGTERM');
  } catch {
    // Already gone.
  }
}

/** The last lines of a program's output, for a message. */
export function lastLines(output, count = 15) {
  return output.trimEnd().split('\n').slice(-count).join('\n');
}

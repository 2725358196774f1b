import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const hasProc = existsSync('/proc/self/stat');
/** Length of the kernel's tick in the figures of /proc (USER_HZ is 100 on every Linux that Node runs on). */
const TICK_MS = 10;

/** Milliseconds of processor time that a process has used, all threads; from ps where there is no /proc. */
export function cpuMs(pid) {
  if (!hasProc) return psCpuMs(pid);
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

function psCpuMs(pid) {
  const text = spawnSync('ps', ['-p', String(pid), '-o', 'time='], { encoding: 'utf8' }).stdout.trim();
  const seconds = text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return seconds * 1_000;
}

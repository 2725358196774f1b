import { statfsSync } from 'node:fs';
import { Problem } from './say.mjs';

/** Below this many bytes free nothing is started: a database that runs full in mid-work is worse than one not started. */
export const LEAST_FREE_BYTES = 500 * 1024 * 1024;

/** Bytes that this user may still write on the file system of a folder. */
export function freeBytes(folder) {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** Refuses to go on when the disk of the folder is nearly full. Throws Problem. */
export function requireDiskSpace(folder, what, chinese) {
  const free = freeBytes(folder);
  if (free >= LEAST_FREE_BYTES) return;
  const megabytes = Math.floor(free / 1024 / 1024);
  throw new Problem(
    `The disk of ${what} (${folder}) has only ${megabytes} MB free; 500 MB are needed. Free some space, or set DATA_DIR to a folder on another disk.`,
    `${chinese}（${folder}）所在磁盘仅剩 ${megabytes} MB，至少需要 500 MB。请清理磁盘，或将 DATA_DIR 设为其他磁盘上的目录。`,
  );
}

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** All files under a path (a file stands for itself), sorted, without those the filter turns down. */
export function filesUnder(path, wanted = () => true) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return wanted(path) ? [path] : [];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return files.filter(wanted).sort();
}

/** A SHA-256 over names and contents; the same files in the same folder always give the same one. */
export function fingerprint(root, files, extra = '') {
  const hash = createHash('sha256').update(extra);
  for (const file of files) {
    const content = readFileSync(file);
    hash.update(`\0${relative(root, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** What a stamp file holds, without blanks at the ends; empty when there is none. */
export function readStamp(path) {
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
}

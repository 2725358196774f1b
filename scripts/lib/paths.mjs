import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root folder of the checkout. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A path inside the checkout. */
export function inRoot(...parts) {
  return join(ROOT, ...parts);
}

import type { Value } from '../world/rows.js';

/** Characters that a mask keeps at both ends. */
const PHONE = [3, 4, 8] as const;
const ID = [4, 2, 10] as const;

/** §4: what is shown of a masked value; null where nothing is. */
export function maskOf(kind: string | null, value: Value): Value {
  if (value === null || kind === null || kind === 'MONEY') return null;
  const text = String(value);
  switch (kind) {
    case 'PHONE':
      return ends(text.replace(/\D/g, ''), PHONE);
    case 'ID':
      return ends(text, ID);
    case 'MAIL':
      return `${[...text][0]}***${text.slice(text.indexOf('@'))}`;
    case 'NAME':
      return `${[...text][0]}**`;
    default:
      throw new Error(`The oracle knows no mask ${kind}.`);
  }
}

/** Head and tail; of a value that they would give away nothing. */
function ends(text: string, [head, tail, shortest]: readonly [number, number, number]): string {
  return text.length < shortest ? '****' : `${text.slice(0, head)}****${text.slice(-tail)}`;
}

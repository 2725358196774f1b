/** Kinds of mask, each keeping what one may know of a value. */
export type MaskKind = 'phone' | 'mail' | 'id' | 'money' | 'name';

const PHONE_HEAD = 3;
const PHONE_TAIL = 4;
const ID_HEAD = 4;
const ID_TAIL = 2;
/** Shorter values would be guessed from head and tail. */
const SHORTEST_PHONE = 8;
const SHORTEST_ID = 10;

/** The value as somebody sees it whose role masks it: phone `138****1234`, mail `z***@example.com`, id `9111****8L`, name `王**`; money shows nothing. */
export function masked(kind: MaskKind, value: unknown): string | null {
  if (value === null || value === undefined || kind === 'money') return null;
  const text = String(value);
  if (text === '') return text;
  switch (kind) {
    case 'phone':
      return maskedPhone(text);
    case 'mail':
      return `${firstOf(text)}***${text.includes('@') ? text.slice(text.lastIndexOf('@')) : ''}`;
    case 'id':
      return maskedMiddle(text, ID_HEAD, ID_TAIL, SHORTEST_ID);
    case 'name':
      return `${firstOf(text)}**`;
  }
}

/** Whether a text is a mask that came back instead of a value. */
export function looksMasked(value: unknown): boolean {
  return typeof value === 'string' && /\*{2,}/.test(value);
}

/** Of the national number, so that +86 138… and 138… look alike. */
function maskedPhone(text: string): string {
  const digits = text.replace(/\D/g, '').replace(/^(00)?86(?=1\d{10}$)/, '');
  return maskedMiddle(digits, PHONE_HEAD, PHONE_TAIL, SHORTEST_PHONE);
}

function maskedMiddle(text: string, head: number, tail: number, shortest: number): string {
  const characters = [...text];
  if (characters.length < shortest) return '****';
  return `${characters.slice(0, head).join('')}****${characters.slice(-tail).join('')}`;
}

function firstOf(text: string): string {
  return [...text][0] ?? '';
}

/** What a person typed, without what nobody can see at its ends; `refused` when it holds what no text field may hold. */
export interface PlainText {
  readonly text: string;
  readonly refused: boolean;
}

/** Lone surrogates, the overrides and isolates that show text in another order (Unicode UAX #9), and C0 controls but for tab and line ends. */
const FORBIDDEN = /[\p{Cs}\u202a-\u202e\u2066-\u2069]|(?![\t\n\r])[\u0000-\u001f]/u;

/** White space, and characters without any shape of their own: soft hyphen, fillers, zero-width characters, marks of direction, byte order mark. */
const UNSEEN = /[\s\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2060-\u2064\u2800\u3164\ufeff\uffa0]/u;

const LONE_SURROGATE = /\p{Surrogate}/u;

/** Trims white space and invisible characters at both ends; refuses control characters, lone surrogates and overrides of direction anywhere in the text as given. */
export function plainText(text: string): PlainText {
  let start = 0;
  let end = text.length;
  while (start < end && UNSEEN.test(text.charAt(start))) start += 1;
  while (end > start && UNSEEN.test(text.charAt(end - 1))) end -= 1;
  return { text: text.slice(start, end), refused: FORBIDDEN.test(text) || LONE_SURROGATE.test(text) };
}

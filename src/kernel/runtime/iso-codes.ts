import { isISO31661Alpha2, isISO4217CurrencyCode } from 'class-validator';

const LANGUAGES = ['zh-CN', 'en'];
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
/** How people write a currency that has other names in the lists of names. */
const OTHER_NAMES: Readonly<Record<string, string>> = { rmb: 'CNY', 元: 'CNY', 人民币元: 'CNY' };

/** Whether the text is a country code, ISO 3166-1 alpha-2. */
export function isCountryCode(text: unknown): text is string {
  return typeof text === 'string' && /^[A-Z]{2}$/.test(text) && isISO31661Alpha2(text);
}

/** Whether the text is a currency code, ISO 4217. */
export function isCurrencyCode(text: unknown): text is string {
  return typeof text === 'string' && /^[A-Z]{3}$/.test(text) && isISO4217CurrencyCode(text);
}

/** The code of a country by its code or its name in Chinese or English; undefined when there is none. */
export function countryCodeOf(text: string): string | undefined {
  return codeOf(text, isCountryCode, countries);
}

/** The code of a currency by its code or its name in Chinese or English; undefined when there is none. */
export function currencyCodeOf(text: string): string | undefined {
  return OTHER_NAMES[text.trim().toLowerCase()] ?? codeOf(text, isCurrencyCode, currencies);
}

function codeOf(
  text: string,
  isCode: (text: string) => boolean,
  names: () => ReadonlyMap<string, string>,
): string | undefined {
  const folded = text.trim().toLowerCase();
  const code = folded.toUpperCase();
  return isCode(code) ? code : names().get(folded);
}

const countries = once(() =>
  namesOf('region', LETTERS.flatMap((a) => LETTERS.map((b) => a + b)).filter(isCountryCode)),
);
const currencies = once(() => namesOf('currency', Intl.supportedValuesOf('currency').filter(isCurrencyCode)));

/** Name → code, in both languages. */
function namesOf(type: 'region' | 'currency', codes: readonly string[]): ReadonlyMap<string, string> {
  const names = LANGUAGES.map((language) => new Intl.DisplayNames([language], { type, fallback: 'none' }));
  return new Map(
    codes.flatMap((code) => names.map((one): [string, string] => [one.of(code)?.toLowerCase() ?? code, code])),
  );
}

function once<T>(make: () => T): () => T {
  let made: T | null = null;
  return () => (made ??= make());
}

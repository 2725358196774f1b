/** Languages of labels and messages. */
export type Locale = 'zh-CN' | 'en';

const MOST_RANGES = 20;

/** Picks the most wanted of our languages from an Accept-Language header (RFC 9110 §12.5.4); Chinese is the product's default. */
export function localeOf(acceptLanguage: string | undefined): Locale {
  const wanted = (acceptLanguage ?? '')
    .toLowerCase()
    .split(',', MOST_RANGES)
    .map((range) => {
      const [tag = '', ...parameters] = range.split(';').map((part) => part.trim());
      const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
      return { tag, quality: Number(quality) };
    })
    .filter(({ tag, quality }) => /^(zh|en)(-|$)/.test(tag) && quality > 0)
    .sort((one, other) => other.quality - one.quality);
  return wanted[0]?.tag.startsWith('en') ? 'en' : 'zh-CN';
}

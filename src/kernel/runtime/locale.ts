/** Languages of labels and messages. */
export type Locale = 'zh-CN' | 'en';

/** Picks the language from an Accept-Language header; Chinese is the product's default. */
export function localeOf(acceptLanguage: string | undefined): Locale {
  const first = (acceptLanguage ?? '').trim().toLowerCase();
  return first.startsWith('en') ? 'en' : 'zh-CN';
}

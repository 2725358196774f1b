import { IsUrl, Matches, ValidateBy } from 'class-validator';
import { isCountryCode, isCurrencyCode } from '../runtime/iso-codes.js';

/** A currency, ISO 4217. */
export function CurrencyCode(): PropertyDecorator {
  return oneOfCodes(isCurrencyCode, 'ISO 4217 (CNY, USD)');
}

/** A country, ISO 3166-1 alpha-2. */
export function CountryCode(): PropertyDecorator {
  return oneOfCodes(isCountryCode, 'ISO 3166-1 alpha-2 (CN, US)');
}

function oneOfCodes(isCode: (text: unknown) => boolean, format: string): PropertyDecorator {
  const validator = { validate: isCode, defaultMessage: () => `must be ${format}` };
  return ValidateBy({ name: 'matches', validator }, { context: { format } });
}

/** A telephone number as people write it: digits, spaces, brackets, dashes, an extension. */
export function PhoneNumber(): PropertyDecorator {
  return Matches(/^\+?[\d\s()（）./-]{3,30}((x|ext\.?|转|#|,)\s*\d{1,8})?$/i, {
    context: { format: '138 0013 8000, +86 21 5555 6666, 021-55556666转801' },
  });
}

/** A web address that a browser may open: http or https, the scheme may be left out. */
export function WebAddress(): PropertyDecorator {
  return IsUrl({ protocols: ['http', 'https'], require_tld: true });
}

/** An amount that is not below zero. */
export function NotNegative(): PropertyDecorator {
  return Matches(/^\d/, { context: { format: '≥ 0' } });
}

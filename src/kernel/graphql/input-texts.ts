import { DomainError } from '../runtime/domain-error.js';
import { plainText } from '../runtime/plain-text.js';
import { isVerbatim } from './verbatim.js';

/** Puts all texts of an input, nested ones too, into their plain form, in place; answers what cannot be kept. */
export function plainTexts(input: object, path: readonly string[]): DomainError[] {
  return Object.entries(input).flatMap(([property, value]: [string, unknown]) => {
    const place = [...path, property];
    if (typeof value === 'object' && value !== null && !(value instanceof Date)) return plainTexts(value, place);
    if (typeof value !== 'string' || isVerbatim(input, property)) return [];
    const { text, refused } = plainText(value);
    if (refused) return [new DomainError('INVALID_TEXT', place)];
    Reflect.set(input, property, text);
    return [];
  });
}

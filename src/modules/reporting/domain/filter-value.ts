import { DateTime } from 'luxon';
import type { FieldType } from '../../../kernel/lists/dataset.js';
import { parseAmount } from '../../../kernel/runtime/money.js';
import type { SqlValue } from './report-query.js';

const LONGEST_TEXT = 200;
const LONGEST_NUMBER = 40;

/** What a value of the type looks like, for messages. */
export const EXAMPLES: Readonly<Record<FieldType, string>> = {
  text: 'at most 200 characters',
  enum: 'one of the listed values',
  date: '2026-03-31',
  dateTime: '2026-03-31T16:00:00Z',
  boolean: 'true',
  id: '7320154782126481408',
  int: '12',
  decimal: '1234.50',
  float: '0.25',
};

/** The text as a bound parameter of the field's type; null when it is none. */
export function parseValue(type: FieldType, text: string): SqlValue | null {
  switch (type) {
    case 'text':
    case 'enum':
      return text.length <= LONGEST_TEXT ? text : null;
    case 'date':
      return isDay(text) ? text : null;
    case 'dateTime':
      return momentOf(text);
    case 'boolean':
      return text === 'true' ? 1 : text === 'false' ? 0 : null;
    case 'id':
      return /^\d{1,19}$/.test(text) ? text : null;
    case 'int':
      return /^-?\d{1,15}$/.test(text) ? Number(text) : null;
    case 'decimal':
      return parseAmount(text);
    case 'float':
      return text.length <= LONGEST_NUMBER && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null;
  }
}

/** Whether the text is a day of the calendar, `YYYY-MM-DD`. */
function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid;
}

function momentOf(text: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(text)) return null;
  const moment = DateTime.fromISO(text);
  return moment.isValid ? moment.toJSDate() : null;
}

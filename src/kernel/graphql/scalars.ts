import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { GraphQLDateTime, GraphQLLocalDate } from 'graphql-scalars';
import { parseAmount } from '../runtime/money.js';

/** Years that a business record can speak of; the database keeps dates outside of them changed or not at all. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;

/** A moment, RFC 3339 with zone; UTC in answers. */
export const DateTime = withinYears(
  GraphQLDateTime,
  (moment) => moment.getUTCFullYear(),
  'Write it with day, time and zone, such as 2026-10-01T00:00:00+08:00. 时刻须写明日期、时间和时区，例如 2026-10-01T00:00:00+08:00。',
);

/** A calendar day `YYYY-MM-DD` in the company's zone. */
export const LocalDate = withinYears(
  GraphQLLocalDate,
  (day) => Number(day.slice(0, 4)),
  'Write it as year, month and day, such as 2026-10-01. 日期须写明年、月、日，例如 2026-10-01。',
);

function withinYears<T, O>(
  scalar: GraphQLScalarType<T, O>,
  yearOf: (value: T) => number,
  written: string,
): GraphQLScalarType<T, O> {
  const read = (parse: () => T): T => {
    try {
      return parse();
    } catch (error) {
      // The library says that a text is none of these, and not what one looks like.
      throw error instanceof Error ? new GraphQLError(`${error.message.replace(/\.?$/, '.')} ${written}`) : error;
    }
  };
  const checked = (value: T): T => {
    const year = yearOf(value);
    if (year >= FIRST_YEAR && year <= LAST_YEAR) return value;
    throw new GraphQLError(
      `A ${scalar.name} lies in the years ${FIRST_YEAR} to ${LAST_YEAR}. 年份须在 ${FIRST_YEAR} 至 ${LAST_YEAR} 之间。`,
    );
  };
  return new GraphQLScalarType<T, O>({
    ...scalar.toConfig(),
    parseValue: (value) => checked(read(() => scalar.parseValue(plain(scalar.name, value)))),
    parseLiteral: (node, variables) => checked(read(() => scalar.parseLiteral(node, variables))),
  });
}

/** The library writes an object that does not fit into its message, and `toString` of a caller's object need not be a function. */
function plain(type: string, value: unknown): unknown {
  if (typeof value !== 'object') return value;
  throw new GraphQLError(`A ${type} is a text.`);
}

function amountOf(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : value;
  const amount = typeof text === 'string' ? parseAmount(text) : null;
  if (amount === null)
    throw new GraphQLError(
      'A Decimal is a number with at most 16 digits and 2 decimals, best sent as text, such as "1234.50".',
    );
  return amount;
}

/** An exact amount: DECIMAL(18,2) as text. */
export const Decimal = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description:
    'An exact decimal number as text with two decimals, such as "1234.50" (up to 16 digits before the point).',
  serialize: (value) => String(value),
  parseValue: amountOf,
  parseLiteral: (node) => {
    if (node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT) return amountOf(node.value);
    throw new GraphQLError('A Decimal is a text or a number.');
  },
});

import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { GraphQLDateTime, GraphQLLocalDate } from 'graphql-scalars';
import { parseAmount } from '../runtime/money.js';

/** Years that a business record can speak of; the database keeps dates outside of them changed or not at all. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;

/** A moment, RFC 3339 with zone; UTC in answers. */
export const DateTime = withinYears(GraphQLDateTime, (moment) => moment.getUTCFullYear());

/** A calendar day `YYYY-MM-DD` in the company's zone. */
export const LocalDate = withinYears(GraphQLLocalDate, (day) => Number(day.slice(0, 4)));

function withinYears<T, O>(scalar: GraphQLScalarType<T, O>, yearOf: (value: T) => number): GraphQLScalarType<T, O> {
  const checked = (value: T): T => {
    const year = yearOf(value);
    if (year >= FIRST_YEAR && year <= LAST_YEAR) return value;
    throw new GraphQLError(`A ${scalar.name} lies in the years ${FIRST_YEAR} to ${LAST_YEAR}.`);
  };
  return new GraphQLScalarType<T, O>({
    ...scalar.toConfig(),
    parseValue: (value) => checked(scalar.parseValue(plain(scalar.name, value))),
    parseLiteral: (node, variables) => checked(scalar.parseLiteral(node, variables)),
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

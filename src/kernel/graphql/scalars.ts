import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { GraphQLDateTime, GraphQLLocalDate } from 'graphql-scalars';
import { parseAmount } from '../runtime/money.js';

/** A moment, RFC 3339 with zone; UTC in answers. */
export const DateTime = GraphQLDateTime;

/** A calendar day `YYYY-MM-DD` in the company's zone. */
export const LocalDate = GraphQLLocalDate;

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

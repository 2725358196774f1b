import { GraphQLError, GraphQLScalarType } from 'graphql';

/** One row as a plain array; ten thousand rows as typed objects would cost the server more than the query. */
export const ReportRow = new GraphQLScalarType<unknown, unknown>({
  name: 'ReportRow',
  description:
    'One row of a report: an array with one cell per column, in the order of `columns`. A cell is a text, a number, ' +
    'true/false or null; the type of its column says how to read it (amounts are text with two decimals, days are YYYY-MM-DD).',
  serialize: (value) => value,
  parseValue: () => {
    throw new GraphQLError('A ReportRow is no input.');
  },
});

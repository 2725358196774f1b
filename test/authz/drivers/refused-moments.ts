import { getNamedType, type GraphQLField, isObjectType, parse } from 'graphql';
import { answer } from '../model/answer.js';
import { isRecord } from '../model/columns.js';
import { Caller } from '../support/caller.js';
import type { Comparison } from './comparison.js';
import { type Drawing, leastCovered } from './draw-arguments.js';

const FIELDS_EACH = 2;
const HOUR_MS = 3_600_000;

/** Moments that change still, are to come, or lie before the first record, are refused wherever a moment can be named. */
export async function readRefusedMoments(comparison: Comparison, drawing: Drawing): Promise<void> {
  const places = leastCovered(drawing, placesOf(drawing), (place) => `refused moment:${place}`);
  for (const place of places.slice(0, FIELDS_EACH)) {
    drawing.coverage.add(`refused moment:${place}`);
    const moment = drawing.chance.pick([
      soon(-1_000),
      soon(HOUR_MS),
      '2025-12-31T23:59:59.999Z',
      '1999-01-01T00:00:00Z',
    ]);
    await refuse(comparison, documentFor(drawing, place), { asOf: moment });
  }
}

function soon(ms: number): string {
  return new Date(Date.now() + ms).toISOString();
}

/** The answer tells the time, and so is not among those that are asked again. */
async function refuse(comparison: Comparison, document: string, variables: Record<string, unknown>): Promise<void> {
  const expected = answer(comparison.asked, parse(document), variables);
  const given = await comparison.caller.ask(document, variables);
  comparison.check('refused moment', { document, variables }, expected.code, Caller.codeOf(given));
}

/** Every field that takes a moment. */
function placesOf({ schema }: Drawing): string[] {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter(({ args }) => args.some(({ name }) => name === 'asOf'))
        .map(({ name }) => `${type.name}.${name}`),
    );
}

/** The field alone, below whatever list leads to it. */
function documentFor({ schema }: Drawing, place: string): string {
  const [type, name] = place.split('.') as [string, string];
  const inner = askedField((schema.getType(type) as { getFields(): Fields } | undefined)!.getFields()[name]!);
  if (type === 'Query') return `query($asOf: DateTime) { ${inner} }`;
  const root = Object.values(schema.getQueryType()!.getFields()).find((field) => leadsTo(field, type))!;
  const nodes = getNamedType(root.type).name === type ? inner : `nodes { ${inner} }`;
  return `query($asOf: DateTime) { ${root.name} { ${nodes} } }`;
}

type Fields = Record<string, GraphQLField<unknown, unknown>>;

function askedField(field: GraphQLField<unknown, unknown>): string {
  const { name } = getNamedType(field.type);
  if (isRecord(name)) return `${field.name}(id: "4242", asOf: $asOf) { id }`;
  if (name.endsWith('Connection')) return `${field.name}(first: 1, asOf: $asOf) { totalCount }`;
  return FIGURES[field.name]!;
}

/** Fields that are neither a record nor a list of records. */
const FIGURES: Readonly<Record<string, string>> = {
  opportunityBoard: 'opportunityBoard(asOf: $asOf) { count }',
  report: 'report(query: { dataset: "opportunities", measures: ["count"] }, asOf: $asOf) { rowCount }',
  search: 'search(text: "x", asOf: $asOf) { counts { kind } }',
};

/** A list of such records, or the board of such columns. */
function leadsTo(field: GraphQLField<unknown, unknown>, type: string): boolean {
  const { name } = getNamedType(field.type);
  const free = field.args.every(
    (argument) => !argument.type.toString().endsWith('!') || argument.defaultValue !== undefined,
  );
  return free && (name === type || name === `${type}Connection`);
}

import {
  GraphQLError,
  Kind,
  parse,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { LIMITS, type LimitMeasure } from './document-limits.js';
import { tallyOf, type DocumentTally } from './document-tally.js';
import { MergeBudgetSpent } from './mergeable-fields.js';
import { PlacedDocument } from './placed-fields.js';
import { publicSchemaOf } from './public-schema.js';
import { badDocument, introspectionRefused, refusal, signInFirst, tooComplex, type Refusal } from './refusals.js';
import { RowPlanner, type OperationPlan } from './row-plan.js';
import { rulesFor } from './validation-rules.js';
import { writtenText } from './written-text.js';

/** One operation of an accepted document. */
export interface PreparedOperation {
  readonly node: OperationDefinitionNode;
  readonly depth: number;
  readonly plan: OperationPlan;
}

/** Everything about an accepted document that does not depend on variables. */
export interface PreparedDocument {
  readonly ok: true;
  readonly document: DocumentNode;
  readonly operations: readonly PreparedOperation[];
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Errors told at once; each costs time to make. */
const MOST_ERRORS = 5;

const COUNTED: readonly LimitMeasure[] = [
  'depth',
  'introspectionDepth',
  'aliases',
  'directives',
  'fields',
  'operations',
  'variables',
  'textLength',
  'inputDepth',
];

/** Parses, counts and validates a text, cheapest checks first, so that each step is safe to run on what the one before let pass. */
export function prepareDocument(source: string, whole: GraphQLSchema, signedIn: boolean): PreparedDocument | Refusal {
  const schema = signedIn ? whole : publicSchemaOf(whole);
  const oversize = sizeRefusal(source);
  if (oversize) return oversize;
  const document = parsed(source);
  if ('ok' in document) return document;
  const tally = tallyOf(document);
  if (tally.introspection && !signedIn) return refusal([introspectionRefused(tally.introspection)]);
  const counts: Partial<Record<LimitMeasure, number>> = { ...countsOf(tally), ...writtenText(document) };
  const exceeded = COUNTED.filter((measure) => (counts[measure] ?? 0) > LIMITS[measure]);
  if (exceeded.length > 0) return refusal(exceeded.map((measure) => tooComplex(measure, counts[measure] ?? 0)));
  if (!signedIn && !opensWithKnownFields(document, schema)) return refusal([signInFirst()]);
  const misfit = validationRefusal(source, document, schema);
  if (misfit) return misfit;
  return { ok: true, document, operations: operationsOf(document, schema, tally) };
}

/** Whether every operation begins with fields of the schema; what else a document asks for may exist for those who are signed in. */
function opensWithKnownFields(document: DocumentNode, schema: GraphQLSchema): boolean {
  return document.definitions.every((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return true;
    const known = schema.getRootType(definition.operation)?.getFields() ?? {};
    return definition.selectionSet.selections.every(
      (selection) =>
        selection.kind === Kind.FIELD &&
        (Object.hasOwn(known, selection.name.value) || selection.name.value === '__typename'),
    );
  });
}

function countsOf({
  depth,
  introspectionDepth,
  aliases,
  directives,
  fields,
  operations,
  variables,
}: DocumentTally): Record<
  'depth' | 'introspectionDepth' | 'aliases' | 'directives' | 'fields' | 'operations' | 'variables',
  number
> {
  return { depth, introspectionDepth, aliases, directives, fields, operations, variables };
}

function sizeRefusal(source: string): Refusal | null {
  const bytes = source.length > LIMITS.bytes ? source.length : Buffer.byteLength(source);
  if (bytes > LIMITS.bytes) return refusal([tooComplex('bytes', bytes)]);
  const lines = linesOf(source);
  return lines > LIMITS.lines ? refusal([tooComplex('lines', lines)]) : null;
}

/** Lines as the parser counts them (CR, LF and CR LF each end one); stops at the first one too many. */
function linesOf(source: string): number {
  let lines = 1;
  for (let index = 0; index < source.length && lines <= LIMITS.lines; index += 1) {
    const code = source.charCodeAt(index);
    if (code === LINE_FEED || (code === CARRIAGE_RETURN && source.charCodeAt(index + 1) !== LINE_FEED)) lines += 1;
  }
  return lines;
}

function parsed(source: string): DocumentNode | Refusal {
  try {
    return parse(source, { maxTokens: LIMITS.tokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    if (/more tha[nt] \d+ tokens/.test(error.message)) return refusal([tooComplex('tokens', LIMITS.tokens + 1)]);
    return refusal([badDocument(error.message, error)]);
  }
}

function validationRefusal(source: string, document: DocumentNode, schema: GraphQLSchema): Refusal | null {
  try {
    const errors = validate(schema, document, rulesFor(source), { maxErrors: MOST_ERRORS });
    return errors.length === 0 ? null : refusal(errors.map((error) => badDocument(error.message, error)));
  } catch (error) {
    if (error instanceof MergeBudgetSpent) return refusal([error.refusal]);
    throw error;
  }
}

function operationsOf(document: DocumentNode, schema: GraphQLSchema, tally: DocumentTally): PreparedOperation[] {
  const planner = new RowPlanner(new PlacedDocument(schema, document));
  return document.definitions
    .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    .map((node, index) => ({ node, depth: tally.depths[index] ?? 0, plan: planner.plan(node) }));
}

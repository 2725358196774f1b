import { type GraphQLFormattedError, Kind, type OperationDefinitionNode } from 'graphql';
import type { Metrics, OperationOutcome } from '../runtime/metrics.js';

/** Counts one run of an operation under its first root field; names come from the schema, so their number is bounded. */
export function countOperation(
  metrics: Metrics,
  operation: OperationDefinitionNode,
  errors: readonly GraphQLFormattedError[] | undefined,
  ms: number,
): void {
  const [first] = operation.selectionSet.selections;
  const field = first?.kind === Kind.FIELD ? first.name.value : 'fragment';
  metrics.operation(field, operation.operation, outcomeOf(errors), ms);
}

function outcomeOf(errors: readonly GraphQLFormattedError[] | undefined): OperationOutcome {
  if (!errors || errors.length === 0) return 'ok';
  return errors.some((error) => error.extensions?.['code'] === 'INTERNAL') ? 'failed' : 'refused';
}

import type { ArgumentsHost } from '@nestjs/common';
import { GqlArgumentsHost } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { knownActions } from '../access/actions.js';
import { type DomainError, DomainErrors, Forbidden, type RequestRefused } from '../runtime/domain-error.js';
import type { RequestScope } from '../runtime/request-scope.js';
import { isRecordId } from '../database/record-mapper.js';
import { auditedRefusal } from './audited-refusals.js';
import { NO_RECORD } from './audit-rows.js';
import type { Refusal } from './refusal-window.js';

/** What the audit keeps of a root field that was refused as a whole; null when it keeps nothing: what is unseen is only told of where somebody tried to change it. */
export function refusedCall(host: ArgumentsHost, error: RequestRefused): Refusal | null {
  const graphql = GqlArgumentsHost.create(host);
  const { fieldName, parentType } = graphql.getInfo<GraphQLResolveInfo>();
  if (error.code !== 'FORBIDDEN' && !(error.code === 'NOT_FOUND' && parentType.name === 'Mutation')) return null;
  const input = inputOf(graphql);
  const kind = kindOf(fieldName, input, error);
  return {
    ...callerOf(graphql.getContext<RequestScope>()),
    event: 'REFUSED',
    action: error instanceof Forbidden ? error.action : fieldName,
    kind,
    recordId: recordOf(input, kind),
    reason: `${fieldName}: ${error.code}`,
    changes: {},
  };
}

/** What the audit keeps of a refusal that stands in a mutation's payload; null when its codes refuse nothing by rights. */
export function refusedByRights(host: ArgumentsHost, error: DomainError): Refusal | null {
  const graphql = GqlArgumentsHost.create(host);
  const errors = error instanceof DomainErrors ? error.errors : [error];
  for (const { code } of errors) {
    const told = auditedRefusal(code);
    if (!told) continue;
    const { fieldName } = graphql.getInfo<GraphQLResolveInfo>();
    const input = inputOf(graphql);
    const { event, kind } = told;
    const recordId = recordOf(input, kind);
    const changes = told.tell?.(input) ?? {};
    const reason = `${fieldName}: ${code}`;
    return {
      ...callerOf(graphql.getContext<RequestScope>()),
      event,
      action: fieldName,
      kind,
      recordId,
      reason,
      changes,
    };
  }
  return null;
}

/** Who was refused, and from where. */
export function callerOf({
  viewer,
  address,
  requestId,
}: RequestScope): Pick<Refusal, 'actorId' | 'sessionId' | 'address' | 'requestId'> {
  return { actorId: viewer?.personId ?? null, sessionId: viewer?.sessionId ?? null, address, requestId };
}

function inputOf(graphql: GqlArgumentsHost): Readonly<Record<string, unknown>> {
  const args = graphql.getArgs<Record<string, unknown>>();
  return typeof args['input'] === 'object' && args['input'] !== null ? { ...args['input'] } : args;
}

/** The record kind that a root field is about: the longest whose name the field begins with, or the one that is given, or that of the action. */
function kindOf(fieldName: string, input: Readonly<Record<string, unknown>>, error: RequestRefused): string {
  const kinds = [...new Set([...knownActions().values()].map(({ kind }) => kind))];
  const fitting = kinds.filter((kind) => fieldName.startsWith(kind)).sort((a, b) => b.length - a.length);
  const named = [input['kind'], typeof input['field'] === 'string' ? input['field'].split('.')[0] : undefined];
  const given = kinds.find((kind) => named.includes(kind)) ?? kinds.find((kind) => `${kind}Id` in input);
  const acted = error instanceof Forbidden ? kinds.find((kind) => error.action.startsWith(`${kind}.`)) : undefined;
  return fitting[0] ?? given ?? acted ?? '';
}

function recordOf(input: Readonly<Record<string, unknown>>, kind: string): string {
  const id = input[`${kind}Id`] ?? input['recordId'] ?? input['id'];
  return typeof id === 'string' && isRecordId(id) ? id : NO_RECORD;
}

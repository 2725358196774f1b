import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { catchError, finalize, map, type Observable, of, throwError } from 'rxjs';
import { RefusalAudit } from '../audit/refusal-audit.js';
import { refusedByRights } from '../audit/refused-call.js';
import { DomainError, RequestRefused } from '../runtime/domain-error.js';
import type { RequestScope } from '../runtime/request-scope.js';
import { toUserErrors } from './user-errors.js';

/** Puts refusals of mutations into `userErrors` of the payload; a refusal inside a query is a fault of the document's values. */
@Injectable()
export class PayloadInterceptor implements NestInterceptor {
  constructor(private readonly refusals: RefusalAudit) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType<string>() !== 'graphql') return next.handle();
    const graphql = GqlExecutionContext.create(context);
    const isMutation = graphql.getInfo<GraphQLResolveInfo>().parentType.name === 'Mutation';
    const { locale, loaders } = graphql.getContext<RequestScope>();
    // A later field of the same document must not see rows from before this change.
    if (isMutation) loaders.clear();
    return next.handle().pipe(
      map((payload: unknown) => (isMutation ? withErrors(payload) : payload)),
      finalize(() => isMutation && loaders.clear()),
      catchError((error: unknown) => {
        if (!(error instanceof DomainError)) return throwError(() => error);
        const refusal = isMutation ? refusedByRights(context, error) : null;
        if (refusal) this.refusals.note(refusal);
        const userErrors = toUserErrors(error, locale);
        if (isMutation) return of({ userErrors });
        const text = userErrors.map(({ path, message }) => `${path.join('.')}: ${message}`).join(' ');
        return throwError(() => new RequestRefused('BAD_USER_INPUT', text));
      }),
    );
  }
}

function withErrors(payload: unknown): unknown {
  if (typeof payload !== 'object' || payload === null || 'userErrors' in payload) return payload;
  return { ...payload, userErrors: [] };
}

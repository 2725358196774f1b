import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import { RequestRefused } from '../runtime/domain-error.js';
import type { RequestScope } from '../runtime/request-scope.js';
import type { Viewer } from './viewer.js';

/** The signed-in person, as a resolver argument. Throws UNAUTHENTICATED when there is none. */
export const Asker = createParamDecorator((_data: unknown, context: ExecutionContext): Viewer => {
  const { viewer } = GqlExecutionContext.create(context).getContext<RequestScope>();
  if (!viewer) throw new RequestRefused('UNAUTHENTICATED', 'Sign in first. 请先登录。');
  return viewer;
});

/** The running request, as a resolver argument; loaders live on it. */
export const Scope = createParamDecorator((_data: unknown, context: ExecutionContext): RequestScope =>
  GqlExecutionContext.create(context).getContext(),
);

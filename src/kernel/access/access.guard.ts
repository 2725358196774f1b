import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { GqlExecutionContext } from '@nestjs/graphql';
import { Forbidden, RequestRefused, Restricted } from '../runtime/domain-error.js';
import type { RequestScope } from '../runtime/request-scope.js';
import { REQUIREMENT, type Requirement } from './requirements.js';

/** Lets a root field run only when its declared requirement is met; whatever declares nothing is refused. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const requirement = this.reflector.get<Requirement | undefined>(REQUIREMENT, context.getHandler());
    if (!requirement) throw new Forbidden('undeclared');
    if (requirement.kind === 'public') return true;
    const viewer = GqlExecutionContext.create(context).getContext<RequestScope>().viewer;
    if (!viewer) throw new RequestRefused('UNAUTHENTICATED', 'Sign in first. 请先登录。');
    if (viewer.restricted && !(requirement.kind === 'signed-in' && requirement.evenRestricted)) throw new Restricted();
    if (requirement.kind === 'can' && !viewer.scopes.has(requirement.action)) throw new Forbidden(requirement.action);
    return true;
  }
}

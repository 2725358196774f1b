import type { Type } from '@nestjs/common';
import { ResolveField, Resolver } from '@nestjs/graphql';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { DEPARTMENTS, PEOPLE, POSITIONS, ROLES } from '../queries/people-list.js';
import {
  DepartmentCreatePayload,
  DepartmentMovePayload,
  DepartmentUpdatePayload,
  PersonCreatePayload,
  PersonUpdatePayload,
  PositionCreatePayload,
  PositionUpdatePayload,
} from './organisation.payloads.js';
import { DepartmentNode, PersonNode, PositionNode } from './person.types.js';
import { RoleCreatePayload, RoleNode, RoleUpdatePayload } from './role.types.js';

function personOf(Payload: Type<PersonCreatePayload>): Type {
  @Resolver(() => Payload)
  class PayloadResolver {
    constructor(private readonly lists: ListReader) {}

    @ResolveField(() => PersonNode, {
      nullable: true,
      description: 'The person as they are now; null when nothing was written.',
    })
    person(payload: PersonCreatePayload, _args: unknown, scope: RequestScope): Promise<PersonNode | null> {
      return this.lists.related(PEOPLE, scope, payload.personId);
    }
  }
  return PayloadResolver;
}

function departmentOf(Payload: Type<DepartmentCreatePayload>): Type {
  @Resolver(() => Payload)
  class PayloadResolver {
    constructor(private readonly lists: ListReader) {}

    @ResolveField(() => DepartmentNode, {
      nullable: true,
      description: 'The department as it is now; null when nothing was written.',
    })
    department(payload: DepartmentCreatePayload, _args: unknown, scope: RequestScope): Promise<DepartmentNode | null> {
      return this.lists.related(DEPARTMENTS, scope, payload.departmentId);
    }
  }
  return PayloadResolver;
}

function positionOf(Payload: Type<PositionCreatePayload>): Type {
  @Resolver(() => Payload)
  class PayloadResolver {
    constructor(private readonly lists: ListReader) {}

    @ResolveField(() => PositionNode, {
      nullable: true,
      description: 'The position as it is now; null when nothing was written.',
    })
    position(payload: PositionCreatePayload, _args: unknown, scope: RequestScope): Promise<PositionNode | null> {
      return this.lists.related(POSITIONS, scope, payload.positionId);
    }
  }
  return PayloadResolver;
}

function roleOf(Payload: Type<RoleCreatePayload>): Type {
  @Resolver(() => Payload)
  class PayloadResolver {
    constructor(private readonly lists: ListReader) {}

    @ResolveField(() => RoleNode, {
      nullable: true,
      description: 'The role as it is now; null when nothing was written.',
    })
    role(payload: RoleCreatePayload, _args: unknown, scope: RequestScope): Promise<RoleNode | null> {
      return this.lists.related(ROLES, scope, payload.roleId);
    }
  }
  return PayloadResolver;
}

/** Resolvers of every payload of this module. */
export const ORGANISATION_PAYLOAD_RESOLVERS = [
  ...[PersonCreatePayload, PersonUpdatePayload].map(personOf),
  ...[DepartmentCreatePayload, DepartmentUpdatePayload, DepartmentMovePayload].map(departmentOf),
  ...[PositionCreatePayload, PositionUpdatePayload].map(positionOf),
  ...[RoleCreatePayload, RoleUpdatePayload].map(roleOf),
];

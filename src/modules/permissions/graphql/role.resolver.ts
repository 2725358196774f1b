import { Args, Extensions, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asker } from '../../../kernel/access/asker.js';
import { Can } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import type { ListArgs } from '../../../kernel/lists/define-list.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { Page } from '../../../kernel/lists/page.js';
import { accessCatalogue } from '../queries/access-catalogue.js';
import { ROLES } from '../queries/people-list.js';
import { SaveRole } from '../use-cases/save-role.js';
import { RoleCreateInput, RoleDeleteInput, RoleUpdateInput } from './role.inputs.js';
import {
  AccessKindNode,
  RoleConnection,
  RoleCreatePayload,
  RoleDeletePayload,
  RoleFieldRuleNode,
  RoleNode,
  RolePermissionNode,
  RoleUpdatePayload,
} from './role.types.js';

const GIVES = 'INVALID_ACTION, INVALID_DEPARTMENT, INVALID_FIELD, INVALID_FIELD_RULE, ROLE_EXCEEDS';
/** Kinds of records, actions of one, permissions and rules of a role: what a list of them usually holds. */
const USUAL = { kinds: 20, permissions: 40 };

/** Roles of the company and what they give. */
@Resolver(() => RoleNode)
export class RoleResolver {
  constructor(
    private readonly lists: ListReader,
    private readonly saving: SaveRole,
  ) {}

  @Can('role.read')
  @Query(() => RoleConnection, { description: 'Roles that people can hold.' })
  roles(@Asker() viewer: Viewer, @Args({ type: () => ROLES.Args }) args: ListArgs): Promise<Page<RoleNode>> {
    return this.lists.page(ROLES, viewer, args);
  }

  @Can('role.read')
  @Extensions({ listSize: USUAL.kinds })
  @Query(() => [AccessKindNode], { description: 'Every record kind with the actions and fields that roles can name.' })
  accessCatalogue(): AccessKindNode[] {
    return accessCatalogue();
  }

  @Can('role.edit')
  @Mutation(() => RoleCreatePayload, { description: `Adds a role. Codes: ROLE_CODE_TAKEN, ${GIVES}.` })
  roleCreate(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'The new role.' }) input: RoleCreateInput,
  ): Promise<{ roleId: string }> {
    return this.saving.create(viewer, input);
  }

  @Can('role.edit')
  @Mutation(() => RoleUpdatePayload, {
    description: `Changes a role; for those who hold it within a second. Codes: ROLE_FIXED, ${GIVES}, STALE_RECORD.`,
  })
  roleUpdate(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'What changes.' }) input: RoleUpdateInput,
  ): Promise<{ roleId: string }> {
    return this.saving.update(viewer, input);
  }

  @Can('role.edit')
  @Mutation(() => RoleDeletePayload, {
    description: 'Deletes a role that nobody holds. Codes: ROLE_FIXED, ROLE_IN_USE, ROLE_EXCEEDS, STALE_RECORD.',
  })
  roleDelete(
    @Asker() viewer: Viewer,
    @Args('input', { description: 'Which role.' }) input: RoleDeleteInput,
  ): Promise<{ deletedRoleId: string }> {
    return this.saving.remove(viewer, input);
  }

  @Extensions({ listSize: USUAL.permissions })
  @ResolveField(() => [RolePermissionNode], { description: 'Its actions with the rows they reach.' })
  permissions({ permissions }: RoleNode): RolePermissionNode[] {
    return permissions.map((permission) => ({ departmentIds: [], ...permission }));
  }

  @Extensions({ listSize: USUAL.permissions })
  @ResolveField(() => [RoleFieldRuleNode], { description: 'What it says of single fields; a field not named is free.' })
  fieldRules({ fieldRules }: RoleNode): RoleFieldRuleNode[] {
    return (fieldRules ?? []).map(({ kind, field, rule }) => ({ field: `${kind}.${field}`, rule }));
  }
}

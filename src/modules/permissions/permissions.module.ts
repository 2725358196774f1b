import { Module } from '@nestjs/common';
import { Permissions } from './facade.js';
import './domain/permission-errors.js';
import { AuditActorResolver } from './graphql/audit-actor.resolver.js';
import { OrganisationMutationsResolver } from './graphql/organisation-mutations.resolver.js';
import { ORGANISATION_PAYLOAD_RESOLVERS } from './graphql/organisation-payloads.resolver.js';
import { DepartmentResolver, PersonResolver, RoleResolver } from './graphql/person.resolver.js';
import { OrganisationFinder } from './queries/organisation-finder.js';
import { HeldRoles } from './queries/held-roles.js';
import { CheckPlace } from './use-cases/check-place.js';
import { CheckPower } from './use-cases/check-power.js';
import { GrantRoles } from './use-cases/grant-roles.js';
import { SaveDepartment } from './use-cases/save-department.js';
import { SavePerson } from './use-cases/save-person.js';
import { ViewerFinder } from './queries/viewer-finder.js';

@Module({
  providers: [
    HeldRoles,
    ViewerFinder,
    OrganisationFinder,
    Permissions,
    PersonResolver,
    AuditActorResolver,
    DepartmentResolver,
    RoleResolver,
    CheckPlace,
    CheckPower,
    GrantRoles,
    SavePerson,
    SaveDepartment,
    OrganisationMutationsResolver,
    ...ORGANISATION_PAYLOAD_RESOLVERS,
  ],
  exports: [Permissions],
})
export class PermissionsModule {}

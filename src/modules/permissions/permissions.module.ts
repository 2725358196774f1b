import { Module } from '@nestjs/common';
import { Permissions } from './facade.js';
import { DepartmentResolver, PersonResolver } from './graphql/person.resolver.js';
import { OrganisationFinder } from './queries/organisation-finder.js';
import { ViewerFinder } from './queries/viewer-finder.js';

@Module({
  providers: [ViewerFinder, OrganisationFinder, Permissions, PersonResolver, DepartmentResolver],
  exports: [Permissions],
})
export class PermissionsModule {}

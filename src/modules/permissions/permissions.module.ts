import { Module, type OnModuleInit } from '@nestjs/common';
import { unshownPlaces } from '../../kernel/access/field-sight.js';
import { Permissions } from './facade.js';
import './domain/field-labels.js';
import './domain/handover-errors.js';
import './domain/permission-errors.js';
import './domain/deputy-errors.js';
import { DEPUTY_PAYLOAD_RESOLVERS, DeputyResolver } from './graphql/deputy.resolver.js';
import { DepartmentShapeResolver } from './graphql/department-shape.resolver.js';
import { VersionActorResolver } from './graphql/version-actor.resolver.js';
import { AuditActorResolver } from './graphql/audit-actor.resolver.js';
import { OrganisationMutationsResolver } from './graphql/organisation-mutations.resolver.js';
import { ORGANISATION_PAYLOAD_RESOLVERS } from './graphql/organisation-payloads.resolver.js';
import { DepartmentResolver, PersonResolver } from './graphql/person.resolver.js';
import { AccessGrantResolver, AccessResolver } from './graphql/access.resolver.js';
import { ShareSetPayloadResolver, RecordShareResolver } from './graphql/record-share.resolver.js';
import { RoleResolver } from './graphql/role.resolver.js';
import { PositionResolver } from './graphql/position.resolver.js';
import { Deputies } from './queries/deputies.js';
import { DepartmentTree } from './queries/department-tree.js';
import { HandoverMutationsResolver } from './graphql/handover-mutations.resolver.js';
import { HANDOVER_FIELD_RESOLVERS, HandoverResolver } from './graphql/handover.resolver.js';
import { HandoverFinder } from './queries/handover-finder.js';
import { HandoverPlanner } from './queries/handover-plan.js';
import { OwnedPorts } from './queries/owned-ports.js';
import { TakerFinder } from './queries/taker-finder.js';
import { CheckHandover } from './use-cases/check-handover.js';
import { DisableLeaver } from './use-cases/disable-leaver.js';
import { GiveBackRecords } from './use-cases/give-back-records.js';
import { HandoverRunner } from './use-cases/handover-runner.js';
import { HandoverRuns } from './use-cases/handover-runs.js';
import { MoveHeldRecords } from './use-cases/move-held-records.js';
import { StartHandover } from './use-cases/start-handover.js';
import { UndoHandover } from './use-cases/undo-handover.js';
import { WorkHandover } from './use-cases/work-handover.js';
import { OrganisationFinder } from './queries/organisation-finder.js';
import { HeldRoles } from './queries/held-roles.js';
import { RoleReach } from './queries/role-reach.js';
import { PersonDepartments } from './queries/person-departments.js';
import { AppointDeputy } from './use-cases/appoint-deputy.js';
import { CheckNewcomer } from './use-cases/check-newcomer.js';
import { CheckPlace } from './use-cases/check-place.js';
import { CheckRole } from './use-cases/check-role.js';
import { CheckPower } from './use-cases/check-power.js';
import { DeleteDepartment } from './use-cases/delete-department.js';
import { GrantRoles } from './use-cases/grant-roles.js';
import { JoinDepartments } from './use-cases/join-departments.js';
import { MoveDepartment } from './use-cases/move-department.js';
import { SaveDepartment } from './use-cases/save-department.js';
import { SaveRole } from './use-cases/save-role.js';
import { SavePerson } from './use-cases/save-person.js';
import { SavePosition } from './use-cases/save-position.js';
import { ExplainAccess } from './queries/explain-access.js';
import { NamedAccesses } from './queries/named-access.js';
import { ViewerFinder } from './queries/viewer-finder.js';
import { RecordShares } from './queries/record-shares.js';
import { ShareRecord } from './use-cases/share-record.js';
import { WhoCanSee } from './queries/who-can-see.js';
import { PermissionsChangesResolver } from './graphql/permissions-changes.resolver.js';

const HANDOVER = [
  ...[HandoverFinder, HandoverPlanner, OwnedPorts, TakerFinder, CheckHandover, DisableLeaver, HandoverRunner],
  ...[MoveHeldRecords, GiveBackRecords, WorkHandover, HandoverRuns, StartHandover, UndoHandover],
  ...[HandoverResolver, HandoverMutationsResolver, ...HANDOVER_FIELD_RESOLVERS],
];

@Module({
  providers: [
    PermissionsChangesResolver,
    HeldRoles,
    ViewerFinder,
    OrganisationFinder,
    DepartmentTree,
    RoleReach,
    PersonDepartments,
    Deputies,
    AppointDeputy,
    Permissions,
    PersonResolver,
    AuditActorResolver,
    VersionActorResolver,
    DepartmentResolver,
    RoleResolver,
    NamedAccesses,
    ExplainAccess,
    WhoCanSee,
    AccessResolver,
    AccessGrantResolver,
    RecordShares,
    ShareRecord,
    RecordShareResolver,
    ShareSetPayloadResolver,
    CheckPlace,
    CheckPower,
    CheckNewcomer,
    CheckRole,
    SaveRole,
    GrantRoles,
    JoinDepartments,
    SavePerson,
    SaveDepartment,
    MoveDepartment,
    DeleteDepartment,
    SavePosition,
    OrganisationMutationsResolver,
    DepartmentShapeResolver,
    PositionResolver,
    DeputyResolver,
    ...DEPUTY_PAYLOAD_RESOLVERS,
    ...ORGANISATION_PAYLOAD_RESOLVERS,
    ...HANDOVER,
  ],
  exports: [Permissions, Deputies, RecordShares, SavePerson, CheckNewcomer],
})
export class PermissionsModule implements OnModuleInit {
  /** A rule on a field that no action is known to show would count for nobody: the boot stops. */
  onModuleInit(): void {
    const places = unshownPlaces();
    if (places.length > 0)
      throw new Error(`No kind, list or dataset shows these protected columns: ${places.join(', ')}.`);
  }
}

export { Permissions, type Grant } from './facade.js';
export { Deputies } from './queries/deputies.js';
export { RecordShares, type RecordShareView } from './queries/record-shares.js';
export { RecordShared, type RecordSharedPayload } from './domain/record-share.js';
export { RecordShareNode } from './graphql/record-share.types.js';
export { PermissionsModule } from './permissions.module.js';
export { PersonType } from './domain/person-type.js';
export { PersonDisabled, type PersonDisabledPayload } from './domain/permission-events.js';
export {
  HandoverReceived,
  type HandoverReceivedPayload,
  HandoverTakenBack,
  type HandoverTakenBackPayload,
} from './domain/handover-events.js';
export { Department } from './domain/department.js';
export { Person } from './domain/person.js';
export { Position } from './domain/position.js';
export { Role, RoleMembership } from './domain/role.js';
export type { RolePermission, RoleScope } from './domain/role-scope.js';
export { CheckNewcomer } from './use-cases/check-newcomer.js';
export { type NewPerson, SavePerson } from './use-cases/save-person.js';
export type { PersonView } from './queries/organisation-finder.js';
export { PERSON } from './permissions.permissions.js';
export { DEPARTMENTS, PEOPLE } from './queries/people-list.js';
export { DepartmentNode, PersonNode } from './graphql/person.types.js';
export { RoleFieldRuleNode } from './graphql/role.types.js';

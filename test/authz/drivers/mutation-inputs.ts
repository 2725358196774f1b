import {
  getNamedType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { isRecord } from '../model/columns.js';

/** An id that no record has. */
export const MISSING = '4242';

type Input = Record<string, unknown>;

const SCALARS: Readonly<Record<string, unknown>> = {
  ...{ ID: MISSING, Int: 1, Float: 1, Boolean: true, String: 'x', Decimal: '1.00' },
  ...{ LocalDate: '2030-01-05', DateTime: '2026-01-05T00:00:00.000Z' },
};

/** What the record of each mutation is called in its input, and its type. A mutation that names no record is not here. */
export const CHANGED: Readonly<Record<string, readonly [field: string, type: string]>> = {
  approvalApprove: ['approvalId', 'Approval'],
  approvalComment: ['approvalId', 'Approval'],
  approvalReject: ['approvalId', 'Approval'],
  approvalReturn: ['approvalId', 'Approval'],
  approvalWithdraw: ['approvalId', 'Approval'],
  churnWarningAct: ['warningId', 'ChurnWarning'],
  churnWarningClose: ['warningId', 'ChurnWarning'],
  contactUpdate: ['contactId', 'Contact'],
  customerAssign: ['customerId', 'Customer'],
  customerDelete: ['customerId', 'Customer'],
  customerUpdate: ['customerId', 'Customer'],
  departmentDelete: ['departmentId', 'Department'],
  departmentMove: ['departmentId', 'Department'],
  departmentUpdate: ['departmentId', 'Department'],
  opportunityAdvance: ['opportunityId', 'Opportunity'],
  opportunityAssign: ['opportunityId', 'Opportunity'],
  opportunityLose: ['opportunityId', 'Opportunity'],
  opportunityReopen: ['opportunityId', 'Opportunity'],
  opportunityUpdate: ['opportunityId', 'Opportunity'],
  opportunityWin: ['opportunityId', 'Opportunity'],
  passwordLinkCreate: ['personId', 'Person'],
  passwordSet: ['personId', 'Person'],
  personUpdate: ['personId', 'Person'],
  positionDelete: ['positionId', 'Position'],
  positionUpdate: ['positionId', 'Position'],
  productUpdate: ['productId', 'Product'],
  roleDelete: ['roleId', 'Role'],
  roleUpdate: ['roleId', 'Role'],
  secondFactorReset: ['personId', 'Person'],
  serviceCaseAssign: ['id', 'ServiceCase'],
  serviceCaseClose: ['id', 'ServiceCase'],
  serviceCaseForward: ['id', 'ServiceCase'],
  serviceCaseRecord: ['id', 'ServiceCase'],
  serviceCaseReopen: ['id', 'ServiceCase'],
  serviceCaseTake: ['id', 'ServiceCase'],
};

/** Types of the records that other fields of inputs name. Roles are not among them: who may give a role holds what it gives (§5). */
const REFERENCES: Readonly<Record<string, string>> = {
  ...{ principalId: 'Person', deputyId: 'Person', positionId: 'Position', otherDepartmentIds: 'Department' },
  ...{ customerId: 'Customer', parentId: 'Customer', contactId: 'Contact', productId: 'Product' },
  ...{ ownerId: 'Person', personId: 'Person', actionOwnerId: 'Person', headId: 'Person', managerId: 'Person' },
  ...{ departmentId: 'Department', 'departmentCreate.parentId': 'Department' },
};

/** Inputs that change something small and nobody's rights. */
const GENTLE: Readonly<Record<string, Input>> = {
  contactUpdate: { title: '主管' },
  customerUpdate: { city: '成都' },
  departmentUpdate: { name: '新名称' },
  opportunityUpdate: { nextStep: '致电' },
  personUpdate: { name: '新名字' },
  productUpdate: { description: '说明' },
};

/** The mutation's input type; null when it takes none. */
export function inputTypeOf(field: GraphQLField<unknown, unknown>): GraphQLInputType | null {
  const [argument] = field.args;
  return argument ? getNamedType(argument.type) : null;
}

/** The least that the type takes, with what is known to be gentle. */
export function leastInput(field: GraphQLField<unknown, unknown>): Input {
  const type = inputTypeOf(field);
  return type ? { ...(sampleOf(type) as Input), ...GENTLE[field.name] } : {};
}

function sampleOf(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return sampleOf(type.ofType as GraphQLInputType);
  if (isListType(type)) return isInputObjectType(getNamedType(type)) ? [sampleOf(type.ofType)] : [];
  if (isEnumType(type)) return type.getValues()[0]!.value;
  if (!isInputObjectType(type)) return SCALARS[type.name];
  const required = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
  return Object.fromEntries(required.map((field) => [field.name, sampleOf(field.type)]));
}

/** One way by which an input names a record besides the one that it changes. */
export interface Reference {
  readonly field: string;
  readonly type: string;
  readonly list: boolean;
}

/** The references of a mutation's input whose records the oracle knows. */
export function referencesOf(field: GraphQLField<unknown, unknown>): Reference[] {
  const type = inputTypeOf(field);
  if (!isInputObjectType(type)) return [];
  const [changed] = CHANGED[field.name] ?? [];
  return Object.values(type.getFields()).flatMap((one) => {
    const known = REFERENCES[`${field.name}.${one.name}`] ?? REFERENCES[one.name];
    if (getNamedType(one.type).name !== 'ID' || one.name === changed || !known) return [];
    return [{ field: one.name, type: known, list: isListType(isNonNullType(one.type) ? one.type.ofType : one.type) }];
  });
}

/** A document that sends the mutation and asks for the record and for what was refused. */
export function mutationDocument(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>): string {
  const payload = getNamedType(field.type);
  const records = isObjectType(payload) ? Object.values(payload.getFields()) : [];
  const shown = records
    .filter((one) => isRecord(getNamedType(one.type).name))
    .map((one) => `${one.name} { id }`)
    .join(' ');
  const errors = 'userErrors { code path ... on StaleRecordError { currentVersion } }';
  const type = inputTypeOf(field);
  return type
    ? `mutation($input: ${String(type)}!) { ${field.name}(input: $input) { ${shown} ${errors} } }`
    : `mutation { ${field.name} { ${shown} ${errors} } }`;
}

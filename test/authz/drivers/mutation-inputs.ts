import {
  getNamedType,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { isRecord } from '../model/columns.js';
import { plainly } from './draw-selection.js';

/** An id that no record has. */
export const MISSING = '4242';

type Input = Record<string, unknown>;

const SCALARS: Readonly<Record<string, unknown>> = {
  ...{ ID: MISSING, Int: 1, Float: 1, Boolean: true, String: 'x', Decimal: '1.00' },
  ...{ LocalDate: '2030-01-05', DateTime: '2026-01-05T00:00:00.000Z' },
};

/** What the record of each mutation is called in its input, and its type. A mutation that names no record is not here. */
export const CHANGED: Readonly<Record<string, readonly [field: string, ...types: string[]]>> = {
  accountApplicationPlace: ['applicationId', 'AccountApplication'],
  approvalApprove: ['approvalId', 'Approval'],
  approvalComment: ['approvalId', 'Approval'],
  approvalReject: ['approvalId', 'Approval'],
  approvalReturn: ['approvalId', 'Approval'],
  approvalWithdraw: ['approvalId', 'Approval'],
  auditValueErase: ['recordId', 'Contact', 'Customer', 'Interaction', 'Person'],
  auditValueRestore: ['entryId', 'AuditEntry'],
  churnWarningAct: ['warningId', 'ChurnWarning'],
  churnWarningClose: ['warningId', 'ChurnWarning'],
  contactCreate: ['customerId', 'Customer'],
  contactUpdate: ['contactId', 'Contact'],
  customerAssign: ['customerId', 'Customer'],
  customerDelete: ['customerId', 'Customer'],
  customerUndelete: ['customerId', 'Customer'],
  customerUpdate: ['customerId', 'Customer'],
  departmentDelete: ['departmentId', 'Department'],
  departmentMove: ['departmentId', 'Department'],
  departmentUpdate: ['departmentId', 'Department'],
  deputyEnd: ['id', 'Deputy'],
  handoverStart: ['personId', 'Person'],
  handoverUndo: ['handoverId', 'Handover'],
  interactionCreate: ['customerId', 'Customer'],
  invitationRevoke: ['personId', 'Person'],
  maskedValueReveal: ['recordId', 'ChurnWarning', 'Contact', 'Customer', 'Opportunity', 'Person'],
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
  sessionRevoke: ['sessionId', 'Session'],
  shareEnd: ['shareId', 'RecordShare'],
  shareSet: ['recordId', 'Customer', 'Opportunity', 'ServiceCase'],
};

/** Types of the records that other fields of inputs name. Roles are not among them: who may give a role holds what it gives (§5). */
const REFERENCES: Readonly<Record<string, string>> = {
  ...{ personIds: 'Person', departmentIds: 'Department' },
  ...{ principalId: 'Person', deputyId: 'Person', positionId: 'Position', otherDepartmentIds: 'Department' },
  ...{ customerId: 'Customer', parentId: 'Customer', contactId: 'Contact', productId: 'Product' },
  ...{ ownerId: 'Person', personId: 'Person', actionOwnerId: 'Person', headId: 'Person', managerId: 'Person' },
  ...{ departmentId: 'Department', 'departmentCreate.parentId': 'Department' },
};

/** Inputs that change something small and nobody's rights. */
const GENTLE: Readonly<Record<string, Input>> = {
  accountApplicationPlace: { login: 'somebody' },
  contactUpdate: { title: '主管' },
  customerUpdate: { city: '成都' },
  departmentUpdate: { name: '新名称' },
  // Such a rule is refused, after the hand-over itself was let through.
  handoverStart: { rules: [{ to: 'PERSON' }] },
  invitationCreate: { email: 'new@example.com' },
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
  /** From the input down to the field. */
  readonly path: readonly string[];
  readonly field: string;
  readonly type: string;
  readonly list: boolean;
}

/** The references of a mutation's input whose records the oracle knows, those of nested inputs too. */
export function referencesOf(field: GraphQLField<unknown, unknown>): Reference[] {
  const type = inputTypeOf(field);
  return isInputObjectType(type) ? referencesIn(field.name, type, []) : [];
}

function referencesIn(mutation: string, type: GraphQLInputObjectType, above: readonly string[]): Reference[] {
  const [changed] = CHANGED[mutation] ?? [];
  return Object.values(type.getFields()).flatMap((one) => {
    const named = getNamedType(one.type);
    const path = [...above, one.name];
    if (isInputObjectType(named)) return referencesIn(mutation, named, path);
    const known = REFERENCES[`${mutation}.${one.name}`] ?? REFERENCES[one.name];
    if (named.name !== 'ID' || (one.name === changed && above.length === 0) || !known) return [];
    return [{ path, field: one.name, type: known, list: isListOf(one.type) }];
  });
}

/** What a nested input needs so that the reference in it counts. */
const AROUND: Readonly<Record<string, Input>> = {
  'handoverStart.rules.departmentId': { to: 'DEPARTMENT_MEMBERS' },
  'handoverStart.rules.personId': { to: 'PERSON' },
  'handoverStart.records.personId': { kind: 'customer' },
};
/** What the input needs beside such a nested one. */
const BESIDE: Readonly<Record<string, Input>> = {
  'handoverStart.records.personId': { rules: [{ to: 'DEPARTMENT_HEAD' }] },
};

/** The input with that id at the place of the reference; what stands around it is the least that its types take. */
export function naming(field: GraphQLField<unknown, unknown>, input: Input, reference: Reference, id: string): Input {
  const key = [field.name, ...reference.path].join('.');
  const value = reference.list ? [id] : id;
  return named(
    inputTypeOf(field) as GraphQLInputObjectType,
    { ...input, ...BESIDE[key] },
    [...reference.path],
    value,
    key,
  );
}

function named(
  type: GraphQLInputObjectType,
  input: Input,
  path: readonly string[],
  value: unknown,
  key: string,
): Input {
  const [name, ...rest] = path as [string, ...string[]];
  if (rest.length === 0) return { ...input, [name]: value };
  const { type: nested } = type.getFields()[name]!;
  const around = getNamedType(nested) as GraphQLInputObjectType;
  const inner = named(around, { ...(sampleOf(around) as Input), ...AROUND[key] }, rest, value, key);
  return { ...input, [name]: isListOf(nested) ? [inner] : inner };
}

function isListOf(type: GraphQLInputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}

/** A document that sends the mutation and asks for all that it answers: records by their id, everything else with its plain fields. */
export function mutationDocument(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>): string {
  const payload = getNamedType(field.type);
  const answered = isObjectType(payload) ? Object.values(payload.getFields()) : [];
  const shown = answered.map((one) => {
    const named = getNamedType(one.type);
    if (one.name === 'userErrors') return 'userErrors { code path ... on StaleRecordError { currentVersion } }';
    if (isLeafType(named)) return one.name;
    return `${one.name} { ${isRecord(named.name) || !isObjectType(named) ? 'id' : plainly(named)} }`;
  });
  const type = inputTypeOf(field);
  return type
    ? `mutation($input: ${String(type)}!) { ${field.name}(input: $input) { ${shown.join(' ')} } }`
    : `mutation { ${field.name} { ${shown.join(' ')} } }`;
}

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { closeSql, control, rowCounts } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';
import { MISSING, MUTATIONS, mutationsThatList, requiredIds, requirementOf, sendLeast } from './every-mutation.js';
import { aHolder, lock, type RecordKindName, recordsOfBob, unlock } from './records-of-bob.js';

/** The record that each mutation changes: field of the input and kind. A new mutation needs its line here. */
const CHANGES: Readonly<Record<string, readonly [field: string, kind: RecordKindName]>> = {
  accountApplicationPlace: ['applicationId', 'accountApplication'],
  approvalApprove: ['approvalId', 'approval'],
  approvalComment: ['approvalId', 'approval'],
  approvalReject: ['approvalId', 'approval'],
  approvalReturn: ['approvalId', 'approval'],
  approvalWithdraw: ['approvalId', 'approval'],
  auditValueErase: ['recordId', 'contact'],
  auditValueRestore: ['entryId', 'auditEntry'],
  churnWarningAct: ['warningId', 'churnWarning'],
  churnWarningClose: ['warningId', 'churnWarning'],
  contactUpdate: ['contactId', 'contact'],
  customerAssign: ['customerId', 'customer'],
  customerDelete: ['customerId', 'customer'],
  customerUndelete: ['customerId', 'customer'],
  customerUpdate: ['customerId', 'customer'],
  departmentDelete: ['departmentId', 'department'],
  departmentMove: ['departmentId', 'department'],
  departmentUpdate: ['departmentId', 'department'],
  deputyCreate: ['principalId', 'person'],
  deputyEnd: ['id', 'deputy'],
  handoverStart: ['personId', 'person'],
  handoverUndo: ['handoverId', 'handover'],
  historyRestore: ['recordId', 'customer'],
  invitationRevoke: ['personId', 'person'],
  maskedValueReveal: ['recordId', 'customer'],
  opportunityAdvance: ['opportunityId', 'opportunity'],
  opportunityAssign: ['opportunityId', 'opportunity'],
  opportunityLose: ['opportunityId', 'opportunity'],
  opportunityReopen: ['opportunityId', 'opportunity'],
  opportunityUpdate: ['opportunityId', 'opportunity'],
  opportunityWin: ['opportunityId', 'opportunity'],
  passwordLinkCreate: ['personId', 'person'],
  passwordSet: ['personId', 'person'],
  personUpdate: ['personId', 'person'],
  positionDelete: ['positionId', 'position'],
  positionUpdate: ['positionId', 'position'],
  productUpdate: ['productId', 'product'],
  roleDelete: ['roleId', 'role'],
  roleUpdate: ['roleId', 'role'],
  serviceCaseAssign: ['id', 'serviceCase'],
  serviceCaseClose: ['id', 'serviceCase'],
  serviceCaseForward: ['id', 'serviceCase'],
  serviceCaseRecord: ['id', 'serviceCase'],
  serviceCaseReopen: ['id', 'serviceCase'],
  serviceCaseTake: ['id', 'serviceCase'],
  secondFactorReset: ['personId', 'person'],
  sessionRevoke: ['sessionId', 'session'],
  shareEnd: ['shareId', 'recordGrant'],
  shareSet: ['recordId', 'customer'],
};

/** Mutations that only refer to a record: the field of the input, its kind, and the refusal. */
const REFERS: Readonly<Record<string, readonly [field: string, kind: RecordKindName, code: string]>> = {
  contactCreate: ['customerId', 'customer', 'INVALID_REFERENCE'],
  customerImport: ['uploadId', 'customer', 'INVALID_UPLOAD'],
  departmentCreate: ['parentId', 'department', 'INVALID_DEPARTMENT'],
  invitationCreate: ['departmentId', 'department', 'INVALID_DEPARTMENT'],
  interactionCreate: ['customerId', 'customer', 'INVALID_REFERENCE'],
  personCreate: ['departmentId', 'department', 'INVALID_DEPARTMENT'],
  serviceCaseOpen: ['customerId', 'customer', 'INVALID_REFERENCE'],
};

/** Those with their own answer to "seen, but not yours": accounts are never merely seen, and the step says who takes a case. */
const OTHERWISE: Readonly<Record<string, unknown>> = {
  invitationRevoke: 'NOT_FOUND',
  passwordLinkCreate: 'NOT_FOUND',
  passwordSet: 'NOT_FOUND',
  secondFactorReset: 'NOT_FOUND',
  sessionRevoke: 'NOT_FOUND',
  serviceCaseTake: { code: 'SERVICE_NOT_PERFORMER', path: [] },
};

/** Needs no more than sight of the record. */
const ANYBODY_WHO_SEES = 'approvalComment';

let world: World;
let records: Record<RecordKindName, string>;
let everything: readonly string[];
beforeAll(async () => {
  world = await freshWorld();
  records = await recordsOfBob(world);
  everything = (await world.admin.get<{ viewer: { actions: string[] } }>('{ viewer { actions } }')).viewer.actions;
  await control('drain');
});
afterAll(closeSql);

const named = (names: readonly string[]): [string][] => names.map((name) => [name]);
const guarded = MUTATIONS.filter((field) => requirementOf(field) !== 'nothing (public)').map(({ name }) => name);
const withAction = MUTATIONS.filter((field) => requirementOf(field).includes('.')).map(({ name }) => name);
const withId = MUTATIONS.filter(({ name }) => requiredIds(name).length > 0).map(({ name }) => name);

/** Sends what must be refused; the code, after showing that nothing was written. */
async function refusal(person: TestPerson | null, mutation: string, input: object = {}): Promise<unknown> {
  const before = await rowCounts();
  const { data, errors } = await sendLeast(person, mutation, input);
  expect(await rowCounts()).toEqual(before);
  return errors?.[0]?.extensions.code ?? data?.done?.userErrors[0];
}

test('every mutation that takes the id of a record is shown here', () => {
  expect([...Object.keys(CHANGES), ...Object.keys(REFERS)].sort()).toEqual([...withId].sort());
  expect(guarded.length).toBeGreaterThan(40);
});

test.each(named(guarded))('%s: who is not signed in is sent away, and nothing is written', async (mutation) => {
  expect(await refusal(null, mutation)).toBe('UNAUTHENTICATED');
});

describe('someone without any right', () => {
  let nobody: TestPerson;
  beforeAll(async () => {
    nobody = await aHolder('nobody', world.departments.root, []);
  });

  test.each(named(withAction))('%s is forbidden, and nothing is written', async (mutation) => {
    const [field, kind] = CHANGES[mutation] ?? REFERS[mutation] ?? [];
    const input = field && kind ? { [field]: records[kind] } : {};
    expect(await refusal(nobody, mutation, input)).toBe('FORBIDDEN');
  });
});

describe('someone with every right on their own records alone', () => {
  let olga: TestPerson;
  beforeAll(async () => {
    const own = everything.map((action) => ({ action, scope: 'OWN' }));
    olga = await aHolder('olga', world.departments.north, own);
  });

  test.each(named(Object.keys(CHANGES)))('%s answers as for a missing record, and nothing is written', async (name) => {
    const [field, kind] = CHANGES[name]!;
    expect(await refusal(olga, name, { [field]: records[kind] })).toBe('NOT_FOUND');
    const unseen = await sendLeast(olga, name, { [field]: records[kind] });
    expect(unseen).toEqual(await sendLeast(olga, name, { [field]: MISSING }));
  });

  test.each(named(Object.keys(REFERS)))(
    '%s refers to it as to a missing record, and nothing is written',
    async (name) => {
      const [field, kind, code] = REFERS[name]!;
      const input = (id: string): object => ({
        [field]: id,
        ...(name === 'personCreate' ? { login: 'new-one' } : {}),
        ...(name === 'invitationCreate' ? { email: 'new@example.com' } : {}),
      });
      expect(await refusal(olga, name, input(records[kind]))).toMatchObject({ code, path: ['input', field] });
      expect(await sendLeast(olga, name, input(records[kind]))).toEqual(await sendLeast(olga, name, input(MISSING)));
    },
  );
});

describe('someone who sees everything and may change only what is theirs', () => {
  let reader: TestPerson;
  beforeAll(async () => {
    const scopeOf = (action: string): string => (action.endsWith('.read') ? 'ALL' : 'OWN');
    const permissions = everything.map((action) => ({ action, scope: scopeOf(action) }));
    reader = await aHolder('reader', world.departments.north, permissions);
  });

  const forbidden = Object.keys(CHANGES).filter((name) => !(name in OTHERWISE) && name !== ANYBODY_WHO_SEES);
  test.each(named(forbidden))('%s is forbidden, and nothing is written', async (name) => {
    const [field, kind] = CHANGES[name]!;
    expect(await refusal(reader, name, { [field]: records[kind] })).toBe('FORBIDDEN');
  });

  test.each(Object.entries(OTHERWISE))('%s has its own answer, and nothing is written', async (name, answer) => {
    const [field, kind] = CHANGES[name]!;
    expect(await refusal(reader, name, { [field]: records[kind] })).toEqual(answer);
  });
});

describe('a record that somebody else has changed meanwhile', () => {
  test.each(named(mutationsThatList('STALE_RECORD')))(
    '%s tells the version of now, and writes nothing',
    async (name) => {
      const [field, kind] = CHANGES[name] ?? [];
      const asker = name === 'approvalWithdraw' ? world.bob : kind === 'approval' ? world.sara : world.admin;
      const input = field && kind ? { [field]: records[kind] } : {};
      const stale = { code: 'STALE_RECORD', currentVersion: expect.any(Number) };
      expect(await refusal(asker, name, { ...input, expectedVersion: 999 })).toMatchObject(stale);
    },
  );
});

describe('a record that is locked while it is being decided', () => {
  test.each(named(mutationsThatList('RECORD_LOCKED')))('%s says so, and writes nothing', async (name) => {
    const [field, kind] = CHANGES[name]!;
    await lock(kind, records[kind]);
    expect(await refusal(world.admin, name, { [field]: records[kind] })).toMatchObject({ code: 'RECORD_LOCKED' });
    await unlock(records[kind]);
  });
});

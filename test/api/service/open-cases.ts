import { aCustomer } from '../../support/builders.js';
import type { TestPerson, World } from '../../support/world.js';

/** What specs look at in a case. */
export interface CaseView {
  id: string;
  version: number;
  number: string;
  state: string;
  stepCode: string;
  processVersion: number;
  customerName: string | null;
  reopened: number;
  openedAt: string;
  firstResponseDueAt: string;
  firstRespondedAt: string | null;
  firstResponseWarnedAt: string | null;
  firstResponseBreachedAt: string | null;
  resolution: string | null;
  customerAnswer: string | null;
  owner: { login: string } | null;
  department: { name: string } | null;
  steps: { nodes: { stepCode: string; outcome: string | null; minutes: number; handler: { login: string } | null }[] };
  entries: { nodes: { kind: string; note: string | null; person: { login: string } | null }[] };
}

/** The fields of a CaseView. */
export const CASE = `id version number state stepCode processVersion customerName reopened openedAt firstResponseDueAt firstRespondedAt
  firstResponseWarnedAt firstResponseBreachedAt resolution customerAnswer owner { login } department { name }
  steps { nodes { stepCode outcome minutes handler { login } } } entries { nodes { kind note person { login } } }`;

/** A payload of one of the mutations of cases. */
export interface CasePayload {
  serviceCase: CaseView | null;
  userErrors: { code: string; path: string[] | null; currentVersion?: number }[];
}

/** Sends `serviceCase<verb>`; the payload, or the top-level code when there is none. */
export async function change(
  person: TestPerson,
  verb: string,
  input: Record<string, unknown>,
): Promise<CasePayload & { code: string | null }> {
  const text = `mutation($input: ServiceCase${verb}Input!) { payload: serviceCase${verb}(input: $input) {
    serviceCase { ${CASE} } userErrors { code path ... on StaleRecordError { currentVersion } } } }`;
  const { data, errors } = await person.ask<{ payload: CasePayload | null }>(text, { input });
  const code = errors?.[0]?.extensions.code ?? null;
  return { serviceCase: null, userErrors: [], ...data?.payload, code };
}

/** The changed case; throws when the mutation was refused. */
export async function changed(person: TestPerson, verb: string, input: Record<string, unknown>): Promise<CaseView> {
  const { serviceCase, userErrors, code } = await change(person, verb, input);
  if (!serviceCase) throw new Error(`${verb}: ${code ?? JSON.stringify(userErrors)}`);
  return serviceCase;
}

/** Input that names a case as it was read. */
export function of({ id, version }: CaseView): { id: string; expectedVersion: number } {
  return { id, expectedVersion: version };
}

/** Publishes a process of one or several steps, done by departments. */
export async function publish(
  person: TestPerson,
  kind: string,
  departments: readonly string[],
  expectedVersion = 0,
): Promise<{ processVersion: number; active: boolean }> {
  const complaint = kind === 'COMPLAINT';
  const steps = departments.map((departmentId, index) => ({
    code: `step-${index + 1}`,
    nameZh: `步骤${index + 1}`,
    nameEn: `Step ${index + 1}`,
    departmentId,
    limitMinutes: 60,
  }));
  const input = {
    ...{ code: kind.toLowerCase(), kind, nameZh: '流程', nameEn: 'Process', steps, expectedVersion },
    firstResponseMinutes: complaint ? 120 : 480,
    clock: complaint ? 'NATURAL' : 'WORKING',
  };
  const { payload } = await person.get<{
    payload: { serviceProcess: { processVersion: number; active: boolean } | null; userErrors: { code: string }[] };
  }>(
    `mutation($input: ServiceProcessPublishInput!) { payload: serviceProcessPublish(input: $input) {
      serviceProcess { processVersion active } userErrors { code } } }`,
    { input },
  );
  if (!payload.serviceProcess) throw new Error(JSON.stringify(payload.userErrors));
  return payload.serviceProcess;
}

/** Opens a case of a customer of the north. */
export async function openCase(world: World, changes: Record<string, unknown> = {}): Promise<CaseView> {
  const customerId = await aCustomer().ownedBy(world.alice).named('华夏北方').save();
  return changed(world.sven, 'Open', {
    ...{ kind: 'FAULT', channel: 'PHONE', priority: 'HIGH', subject: '设备停机', description: '早上起无法开机' },
    customerId,
    ...changes,
  });
}

/** The case as the person sees it; null when it is not found. */
export async function read(person: TestPerson, id: string): Promise<CaseView | null> {
  const { data } = await person.ask<{ serviceCase: CaseView }>(`query($id: ID!) { serviceCase(id: $id) { ${CASE} } }`, {
    id,
  });
  return data?.serviceCase ?? null;
}

import { aCustomer } from '../../support/builders.js';
import type { Answer } from '../../support/client.js';
import type { TestPerson, World } from '../../support/world.js';

/** A refusal as payloads show it. */
export interface Refusal {
  readonly code: string;
  readonly path: string[] | null;
  readonly currentVersion?: number;
}

/** An approval as these specs look at it. */
export interface SeenApproval {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly currentStep: number;
  readonly processNumber: number;
  readonly mayDecide: boolean;
  readonly steps: { readonly mode: string; readonly toAdministrators: boolean }[];
  readonly tasks: {
    readonly nodes: { readonly approverName: string; readonly state: string; readonly step: number }[];
  };
  readonly entries: {
    readonly nodes: { readonly action: string; readonly actorName: string | null; readonly comment: string | null }[];
  };
}

const APPROVAL_FIELDS = `id version state currentStep processNumber mayDecide steps { mode toAdministrators }
  tasks(first: 50) { nodes { approverName state step } } entries(first: 50) { nodes { action actorName comment } }`;

/** The approval as the person sees it. */
export async function seeApproval(person: TestPerson, id: string): Promise<SeenApproval> {
  const query = `query($id: ID!) { approval(id: $id) { ${APPROVAL_FIELDS} } }`;
  return (await person.get<{ approval: SeenApproval }>(query, { id })).approval;
}

type Verb = 'Approve' | 'Reject' | 'Return' | 'Withdraw' | 'Comment';

/** What an action on an approval answered. */
export interface Acted {
  readonly approval: SeenApproval | null;
  readonly userErrors: Refusal[];
}

/** Calls `approval<Verb>`; the answer as it came, with the payload under `acted`. */
export function act(person: TestPerson, verb: Verb, input: Record<string, unknown>): Promise<Answer<{ acted: Acted }>> {
  return person.ask(
    `mutation($input: Approval${verb}Input!) { acted: approval${verb}(input: $input) {
      approval { ${APPROVAL_FIELDS} } userErrors { code path ... on StaleRecordError { currentVersion } } } }`,
    { input },
  );
}

/** Calls `approval<Verb>` on the approval as it is now, and expects it to take effect. */
export async function actNow(
  person: TestPerson,
  verb: Verb,
  approvalId: string,
  comment: string | null = null,
): Promise<SeenApproval> {
  const input = {
    approvalId,
    comment,
    ...(verb === 'Comment' ? {} : { expectedVersion: (await seeApproval(person, approvalId)).version }),
  };
  const { data, errors } = await act(person, verb, input);
  if (!data?.acted.approval) throw new Error(`${verb}: ${JSON.stringify(errors ?? data?.acted.userErrors)}`);
  return data.acted.approval;
}

/** Asks for the deletion of a customer. */
export function askDeletion(
  person: TestPerson,
  customerId: string,
  more: Record<string, unknown> = {},
): Promise<Answer<{ customerDelete: { approvalId: string | null; userErrors: Refusal[] } }>> {
  return person.ask(
    'mutation($input: CustomerDeleteInput!) { customerDelete(input: $input) { approvalId userErrors { code path } } }',
    {
      input: { customerId, reason: '重复录入', expectedVersion: 1, ...more },
    },
  );
}

/** A customer of the person whose deletion waits for approval. */
export async function aDeletion(person: TestPerson): Promise<{ customerId: string; approvalId: string }> {
  const customerId = await aCustomer().ownedBy(person).save();
  const { data, errors } = await askDeletion(person, customerId);
  const approvalId = data?.customerDelete.approvalId;
  if (!approvalId) throw new Error(JSON.stringify(errors ?? data));
  return { customerId, approvalId };
}

/** Publishes a process for deletions of customers; steps may leave out what has a default. */
export async function publish(world: World, steps: object[], more: Record<string, unknown> = {}): Promise<Refusal[]> {
  const input = {
    subject: 'customer.delete',
    nameZh: '删除客户',
    nameEn: 'Delete a customer',
    steps: steps.map((step) => ({ nameZh: '审批', nameEn: 'Approval', ...step })),
    ...more,
  };
  const document = `mutation($input: ApprovalProcessPublishInput!) { approvalProcessPublish(input: $input) {
    process { id number active } userErrors { code path } } }`;
  return (await world.admin.get<{ approvalProcessPublish: { userErrors: Refusal[] } }>(document, { input }))
    .approvalProcessPublish.userErrors;
}

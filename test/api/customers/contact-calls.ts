import type { Answer } from '../../support/client.js';
import type { TestPerson } from '../../support/world.js';

/** A refusal as payloads show it. */
export interface Refusal {
  readonly __typename: string;
  readonly code: string;
  readonly path: string[] | null;
  readonly currentVersion?: number;
}

/** What specs look at in a contact. */
export interface ContactView {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly title: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly birthday: string | null;
  readonly buyingRole: string | null;
  readonly relationshipLevel: string | null;
  readonly doNotContact: boolean;
  readonly notes: string | null;
  readonly customer: { readonly id: string } | null;
}

/** What specs look at in an interaction. */
export interface InteractionView {
  readonly id: string;
  readonly channel: string;
  readonly happenedAt: string;
  readonly summary: string;
  readonly followUpOn: string | null;
  readonly followUpChannel: string | null;
  readonly followUpNote: string | null;
  readonly author: { readonly login: string } | null;
  readonly contact: { readonly name: string } | null;
}

/** What asking for a transfer or a deletion answers. */
export interface Asked {
  readonly customer: { readonly id: string; readonly version: number } | null;
  readonly approvalId: string | null;
  readonly approval: { readonly id: string; readonly state: string; readonly title: string } | null;
  readonly userErrors: Refusal[];
}

const RECORDS = {
  contactCreate: 'contact',
  contactUpdate: 'contact',
  interactionCreate: 'interaction',
  customerAssign: 'customer { id version } approvalId approval { id state title }',
  customerDelete: 'customer { id version } approvalId approval { id state title }',
  customerUndelete: 'customer { id version name owner { id } contacts { totalCount } }',
} as const;

const FIELDS: Readonly<Record<string, string>> = {
  contact: `contact { id version name title phone email birthday buyingRole relationshipLevel doNotContact notes customer { id } }`,
  interaction: `interaction { id channel happenedAt summary followUpOn followUpChannel followUpNote author { login } contact { name } }`,
};

type Verb = keyof typeof RECORDS;

/** What the mutations answer. */
export interface Payload extends Asked {
  readonly contact?: ContactView | null;
  readonly interaction?: InteractionView | null;
}

/** Sends one of the mutations around customers; the answer as it came, with the payload under `done`. */
export function send(person: TestPerson, verb: Verb, input: object): Promise<Answer<{ done: Payload }>> {
  const type = `${verb[0]!.toUpperCase()}${verb.slice(1)}Input`;
  const record = FIELDS[RECORDS[verb]] ?? RECORDS[verb];
  return person.ask(
    `mutation($input: ${type}!) { done: ${verb}(input: $input) { ${record}
      userErrors { __typename code path ... on StaleRecordError { currentVersion } } } }`,
    { input },
  );
}

/** The payload; fails on top-level errors. */
export async function payloadOf(person: TestPerson, verb: Verb, input: object): Promise<Payload> {
  const { data, errors } = await send(person, verb, input);
  if (!data) throw new Error(`${verb}: ${JSON.stringify(errors)}`);
  return data.done;
}

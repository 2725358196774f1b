import type { Answer } from '../../support/client.js';
import type { TestPerson } from '../../support/world.js';
import { inDays } from './deputies.js';
import type { Refusal } from './organisation.js';

/** What specs look at in a share. */
export interface ShareView {
  readonly id: string;
  readonly as: string;
  readonly level: string;
  readonly until: string | null;
  readonly counts: boolean;
  readonly person: { readonly login: string } | null;
  readonly givenBy: { readonly login: string } | null;
}

/** What `shareSet` answers. */
export interface Shared {
  readonly share: ShareView | null;
  readonly userErrors: Refusal[];
}

const SHARE = 'id as level until counts person { login } givenBy { login }';

/** Sends `shareSet`: for reading and for a day, unless the input says otherwise. */
export function sendShare(
  asker: TestPerson,
  recordId: string,
  person: TestPerson,
  input: object = {},
): Promise<Answer<{ shareSet: Shared }>> {
  const valid = { kind: 'customer', recordId, personId: person.id, as: 'SHARE', level: 'READ', until: inDays(1) };
  return asker.ask(
    `mutation($input: ShareSetInput!) { shareSet(input: $input) { share { ${SHARE} } userErrors { code path } } }`,
    { input: { ...valid, ...input } },
  );
}

/** The same, expected to be heard. */
export async function share(
  asker: TestPerson,
  recordId: string,
  person: TestPerson,
  input: object = {},
): Promise<Shared> {
  const { data, errors } = await sendShare(asker, recordId, person, input);
  if (!data || errors) throw new Error(JSON.stringify(errors));
  return data.shareSet;
}

/** Makes somebody a member of the customer's team, without an end. */
export function join(asker: TestPerson, customerId: string, person: TestPerson, level = 'READ'): Promise<Shared> {
  return share(asker, customerId, person, { as: 'TEAM', level, until: null });
}

/** Takes a share back; the answer as it came. */
export function sendUnshare(asker: TestPerson, shareId: string): Promise<Answer<{ shareEnd: unknown }>> {
  return asker.ask('mutation($input: ShareEndInput!) { shareEnd(input: $input) { shareId userErrors { code } } }', {
    input: { shareId },
  });
}

/** The shares of a record as the asker reads them. */
export async function sharesOf(asker: TestPerson, id: string, kind = 'customer'): Promise<ShareView[]> {
  const query = `query($kind: String!, $id: ID!) { recordShares(kind: $kind, id: $id) { ${SHARE} } }`;
  return (await asker.get<{ recordShares: ShareView[] }>(query, { kind, id })).recordShares;
}

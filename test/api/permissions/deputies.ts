import type { Answer } from '../../support/client.js';
import type { TestPerson } from '../../support/world.js';
import type { Refusal } from './organisation.js';

/** What specs look at in a deputy. */
export interface DeputyView {
  readonly id: string;
  readonly version: number;
  readonly from: string;
  readonly until: string;
  readonly endedAt: string | null;
  readonly reason: string;
  readonly principal: { readonly login: string } | null;
  readonly deputy: { readonly login: string } | null;
}

/** What a mutation about deputies answers. */
export interface Appointed {
  readonly deputy: DeputyView | null;
  readonly userErrors: Refusal[];
}

/** The fields of a DeputyView. */
export const DEPUTY = 'id version from until endedAt reason principal { login } deputy { login }';

const DAY_MS = 86_400_000;

/** A moment so many days from now. */
export const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

/** Sends a mutation about deputies; the answer as it came, with the payload under `done`. */
export function sendDeputy(
  person: TestPerson,
  verb: 'Create' | 'End',
  input: object,
): Promise<Answer<{ done: Appointed }>> {
  return person.ask(
    `mutation($input: Deputy${verb}Input!) { done: deputy${verb}(input: $input) { deputy { ${DEPUTY} }
      userErrors { __typename code path ... on StaleRecordError { currentVersion } } } }`,
    { input },
  );
}

/** Appoints for a day from now on, unless the input says otherwise. */
export async function appoint(
  asker: TestPerson,
  principal: TestPerson,
  deputy: TestPerson,
  input: object = {},
): Promise<Appointed> {
  const valid = { principalId: principal.id, deputyId: deputy.id, until: inDays(1), reason: '年假' };
  const { data, errors } = await sendDeputy(asker, 'Create', { ...valid, ...input });
  if (!data || errors) throw new Error(JSON.stringify(errors));
  return data.done;
}

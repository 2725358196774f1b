import type { Answer } from '../../support/client.js';
import { sql } from '../../support/server.js';
import type { TestPerson } from '../../support/world.js';

/** A refusal as payloads show it. */
export interface Refusal {
  readonly __typename: string;
  readonly code: string;
  readonly path: string[] | null;
  readonly currentVersion?: number;
}

/** What specs look at in a person. */
export interface PersonView {
  readonly id: string;
  readonly version: number;
  readonly login: string;
  readonly name: string;
  readonly type: string;
  readonly level: number;
  readonly active: boolean;
  readonly email: string | null;
  readonly department: { readonly id: string } | null;
  readonly manager: { readonly login: string; readonly manager: { readonly login: string } | null } | null;
}

/** What specs look at in a department. */
export interface DepartmentView {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly parentId: string | null;
  readonly head: { readonly login: string } | null;
}

/** What a mutation of the organisation answers. */
export interface Saved {
  readonly person?: PersonView | null;
  readonly position?: { readonly id: string; readonly version: number; readonly name: string } | null;
  readonly department?: DepartmentView | null;
  readonly userErrors: Refusal[];
}

/** The fields of a PersonView. */
export const PERSON =
  'id version login name type level active email department { id } manager { login manager { login } }';
/** The fields of a DepartmentView. */
export const DEPARTMENT = 'id version name parentId head { login }';

type Verb =
  | `person${'Create' | 'Update'}`
  | `department${'Create' | 'Update' | 'Move' | 'Delete'}`
  | `position${'Create' | 'Update' | 'Delete'}`;

const RECORDS: Readonly<Record<string, string>> = {
  person: `person { ${PERSON} }`,
  department: `department { ${DEPARTMENT} }`,
  position: 'position { id version name }',
};

/** Sends a mutation of the organisation; the answer as it came, with the payload under `done`. */
export function send(person: TestPerson, verb: Verb, input: object): Promise<Answer<{ done: Saved }>> {
  const type = `${verb[0]!.toUpperCase()}${verb.slice(1)}Input`;
  const record = verb.endsWith('Delete') ? '' : RECORDS[/^[a-z]+/.exec(verb)![0]]!;
  return person.ask(
    `mutation($input: ${type}!) { done: ${verb}(input: $input) { ${record}
      userErrors { __typename code path ... on StaleRecordError { currentVersion } } } }`,
    { input },
  );
}

/** The payload of a mutation of the organisation; fails on top-level errors. */
export async function payloadOf(person: TestPerson, verb: Verb, input: object): Promise<Saved> {
  const { data, errors } = await send(person, verb, input);
  if (!data) throw new Error(`${verb}: ${JSON.stringify(errors)}`);
  return data.done;
}

/** Adds a person and expects it to take effect. */
export async function newPerson(asker: TestPerson, input: object): Promise<PersonView> {
  const { person, userErrors } = await payloadOf(asker, 'personCreate', { name: '新人', roleIds: [], ...input });
  if (!person) throw new Error(JSON.stringify(userErrors));
  return person;
}

/** The roles that the person holds, by code. */
export async function rolesOf(personId: string): Promise<string[]> {
  const rows = await sql<{ code: string }>(
    `SELECT r.code FROM role_membership m JOIN role r ON r.id = m.role_id
     WHERE m.person_id = ? AND m.deleted_at IS NULL ORDER BY r.code`,
    [personId],
  );
  return rows.map(({ code }) => code);
}

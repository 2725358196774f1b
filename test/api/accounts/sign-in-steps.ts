import { hashSync } from '@node-rs/argon2';
import { Secret, TOTP } from 'otpauth';
import { type Answer, request } from '../../support/client.js';
import { addPerson, insertRecord, type World } from '../../support/world.js';

/** The password of everybody whom these steps add. */
export const PASSWORD = 'correct horse battery';
/** Cheap, so that specs need not wait for it; the server makes it anew at the first sign-in. */
const CHEAP = { memoryCost: 1_024, timeCost: 1, parallelism: 1 };
const STEP_MS = 30_000;

const REFUSALS = 'userErrors { code message path }';
const TOKENS = 'accessToken accessTokenExpiresAt refreshToken';
const SIGN_IN = `mutation($input: SignInInput!) { done: signIn(input: $input) {
  ${TOKENS} deviceToken passwordMustChange challengeToken challengeExpiresAt ${REFUSALS} } }`;
const CONFIRM = `mutation($input: SignInConfirmInput!) { done: signInConfirm(input: $input) {
  ${TOKENS} deviceToken passwordMustChange ${REFUSALS} } }`;
const REFRESH = `mutation($input: TokenRefreshInput!) { done: tokenRefresh(input: $input) { ${TOKENS} ${REFUSALS} } }`;

/** What a step of a sign-in answers. */
export interface Tokens {
  readonly accessToken: string | null;
  readonly accessTokenExpiresAt: string | null;
  readonly refreshToken: string | null;
  readonly deviceToken?: string | null;
  readonly passwordMustChange?: boolean | null;
  readonly challengeToken?: string | null;
  readonly challengeExpiresAt?: string | null;
  readonly userErrors: readonly { code: string; message: string; path: string[] }[];
}

export async function signIn(login: string, password = PASSWORD, deviceToken?: string | null): Promise<Tokens> {
  const input = { login, password, ...(deviceToken ? { deviceToken } : {}) };
  return done(await request<{ done: Tokens }>(null, SIGN_IN, { input }));
}

export async function confirm(challengeToken: string, code: string): Promise<Tokens> {
  return done(await request<{ done: Tokens }>(null, CONFIRM, { input: { challengeToken, code } }));
}

export async function refresh(refreshToken: string): Promise<Tokens> {
  return done(await request<{ done: Tokens }>(null, REFRESH, { input: { refreshToken } }));
}

/** The payload of a mutation that is called `done`. Throws when there is none. */
export function done<T>({ data, errors }: Answer<{ done: T }>): T {
  if (errors || !data) throw new Error(JSON.stringify(errors));
  return data.done;
}

/** The first refusal of a payload. */
export const codeOf = ({ userErrors }: Pick<Tokens, 'userErrors'>): string | undefined => userErrors[0]?.code;

/** The status of a plain query under an access token. */
export const statusOf = async (token: string): Promise<number> =>
  (await request(token, '{ viewer { actions } }')).status;

/** Adds a sales person of the north with a password of their own. */
export async function withPassword(world: World, login: string): Promise<string> {
  const { north } = world.departments;
  const { id } = await addPerson({ login, type: 'STAFF', departmentId: north, roleId: world.roles['sales']! });
  await givePassword(id);
  return id;
}

/** Gives somebody a password. */
export async function givePassword(personId: string, password = PASSWORD, cost: object = CHEAP): Promise<void> {
  await insertRecord('credential', { person_id: personId, password_hash: hashSync(password, cost), must_change: 0 });
}

/** The code that an authenticator app with this secret shows that many steps of 30 s from now. */
export function codeOfApp(secret: string, steps = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * STEP_MS });
}

/** Asks one mutation with its input as somebody; the fields are those of its payload. */
export async function change<T>(token: string | null, mutation: string, fields: string, input: object): Promise<T> {
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input!`;
  const query = `mutation($input: ${type}) { done: ${mutation}(input: $input) { ${fields} userErrors { code path } } }`;
  return done(await request<{ done: T }>(token, query, { input }));
}

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { readSettings } from '../../../src/kernel/runtime/settings.js';
import { createServer } from '../../../src/server.js';
import { closeSql, testServer } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { change, codeOfApp, PASSWORD, signIn, withPassword } from './sign-in-steps.js';

const LIMIT_MS = 2_000;
const PAUSE_MS = 25;
const PATIENCE_MS = 10_000;
const PROBE = '{ customers { totalCount } }';

let world: World;
let second: NestFastifyApplication;
let address: string;

beforeAll(async () => {
  world = await freshWorld();
  const SIGNING_SECRET = 'only-for-tests-0123456789-abcdefghijklmnop';
  second = await createServer(
    readSettings({ DATABASE_URL: testServer().databaseUrl, SIGNING_SECRET, LOG_LEVEL: 'error' }),
  );
  await second.listen(0, '127.0.0.1');
  address = `127.0.0.1:${(second.getHttpServer().address() as AddressInfo).port}/graphql`;
}, 60_000);
afterAll(async () => {
  await second.close();
  await closeSql();
});

/** Asks the second instance over HTTP; the code of the first error, null when it answers. */
async function overHttp(token: string): Promise<string | null> {
  const response = await fetch(`http://${address}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: PROBE }),
  });
  const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  return errors?.[0]?.extensions.code ?? null;
}

/** An open socket to the second instance. */
class OpenSocket {
  closed: number | null = null;

  private constructor(private readonly client: Client) {}

  static async open(token: string): Promise<OpenSocket> {
    const client = createClient({
      url: `ws://${address}`,
      webSocketImpl: WebSocket,
      lazy: false,
      retryAttempts: 0,
      onNonLazyError: () => undefined,
      connectionParams: { Authorization: `Bearer ${token}` },
    });
    const socket = new OpenSocket(client);
    client.on('closed', (event) => (socket.closed = (event as { code: number }).code));
    await new Promise((resolve) => client.on('connected', resolve));
    return socket;
  }

  /** The code of the first error of an operation over the socket, or the code that it was closed with. */
  async ask(): Promise<string | null> {
    if (this.closed !== null) return String(this.closed);
    return new Promise((resolve) =>
      this.client.subscribe(
        { query: PROBE },
        {
          next: ({ errors }) => resolve((errors?.[0]?.extensions?.['code'] as string | undefined) ?? null),
          error: (error) =>
            resolve(Array.isArray(error) ? (error[0] as { extensions: { code: string } }).extensions.code : '4403'),
          complete: () => undefined,
        },
      ),
    );
  }

  async end(): Promise<void> {
    await this.client.dispose();
  }
}

/** Milliseconds from then on until the probe says so. */
async function msUntil(started: number, expected: string, probe: () => Promise<string | null>): Promise<number> {
  for (;;) {
    const said = await probe();
    const ms = performance.now() - started;
    if (said === expected) return Math.round(ms);
    if (ms > PATIENCE_MS) throw new Error(`After ${PATIENCE_MS} ms it still says ${said}.`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

interface Subject {
  readonly personId: string;
  readonly token: string;
  readonly login: string;
}

const admin = (mutation: string, fields: string, input: object): Promise<unknown> =>
  change(world.admin.token, mutation, fields, input);

/** Each kind of change, made on the first instance, and what the second one says from then on. */
const CHANGES: Readonly<Record<string, readonly [expected: string, make: (subject: Subject) => Promise<unknown>]>> = {
  'sign-out': [
    'UNAUTHENTICATED',
    ({ token }) =>
      fetch(`${testServer().api}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query: 'mutation { signOut { signedOut } }' }),
      }),
  ],
  'session revoked': [
    'UNAUTHENTICATED',
    async ({ login }) => {
      const { accessToken } = await signIn(login);
      await change(accessToken, 'sessionsRevokeOthers', 'revoked', {});
    },
  ],
  'own password changed elsewhere': [
    'UNAUTHENTICATED',
    async ({ login }) => {
      const { accessToken } = await signIn(login);
      const passwords = { oldPassword: PASSWORD, newPassword: 'quite another sentence' };
      await change(accessToken, 'passwordChange', 'changed', passwords);
    },
  ],
  'password set': [
    'UNAUTHENTICATED',
    ({ personId }) => admin('passwordSet', 'personId', { personId, password: 'quite another sentence' }),
  ],
  'second factor reset': [
    'UNAUTHENTICATED',
    async ({ personId, token }) => {
      const enrolled = await change<{ secret: string }>(token, 'secondFactorEnrol', 'secret', { password: PASSWORD });
      await change(token, 'secondFactorConfirm', 'recoveryCodes', { code: codeOfApp(enrolled.secret) });
      await admin('secondFactorReset', 'personId', { personId, reason: 'lost' });
    },
  ],
  'role taken away': [
    'FORBIDDEN',
    ({ personId }) => admin('personUpdate', 'person { id }', { personId, expectedVersion: 1, roleIds: [] }),
  ],
  'person disabled': [
    'UNAUTHENTICATED',
    ({ personId }) => admin('personUpdate', 'person { id }', { personId, expectedVersion: 1, active: false }),
  ],
};

test.each(Object.entries(CHANGES))(
  '%s: holds on a second instance and on its open socket within 2 s',
  async (name, [expected, make]) => {
    const login = `r-${name.replaceAll(' ', '-')}`.slice(0, 40);
    const personId = await withPassword(world, login);
    const token = (await signIn(login)).accessToken!;
    const socket = await OpenSocket.open(token);
    expect([await overHttp(token), await socket.ask()]).toEqual([null, null]);
    await make({ personId, token, login });
    const started = performance.now();
    const onSocket = expected === 'FORBIDDEN' ? expected : '4403';
    const [http, ws] = await Promise.all([
      msUntil(started, expected, () => overHttp(token)),
      // An operation may be refused before the socket is closed: what counts is that it is closed.
      msUntil(started, onSocket, () =>
        expected === 'FORBIDDEN'
          ? socket.ask()
          : Promise.resolve(socket.closed === null ? null : String(socket.closed)),
      ),
    ]);
    console.info(`revocation: ${name.padEnd(32)} HTTP ${http} ms, socket ${ws} ms`);
    expect(Math.max(http, ws)).toBeLessThanOrEqual(LIMIT_MS);
    await socket.end();
  },
  30_000,
);

test('guesses at two instances in turn are counted together: ten are heard, for known and unknown logins alike', async () => {
  await withPassword(world, 'r-guessed');
  const guess = async (url: string, login: string): Promise<string | undefined> => {
    const query = 'mutation($input: SignInInput!) { done: signIn(input: $input) { userErrors { code } } }';
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { input: { login, password: 'a wrong guess' } } }),
    });
    const { data } = (await response.json()) as { data: { done: { userErrors: { code: string }[] } } };
    return data.done.userErrors[0]?.code;
  };
  const instances = [`${testServer().api}/graphql`, `http://${address}`];
  for (const login of ['r-guessed', 'r-unknown']) {
    const codes: (string | undefined)[] = [];
    for (let turn = 0; turn < 14; turn++) codes.push(await guess(instances[turn % 2]!, login));
    expect(codes.filter((code) => code === 'SIGN_IN_REFUSED')).toHaveLength(10);
    expect(codes.slice(10)).toEqual(Array(4).fill('SIGN_IN_LATER'));
  }
}, 60_000);

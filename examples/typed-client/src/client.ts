import { setTimeout as sleep } from 'node:timers/promises';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { type GraphQLError, print } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { authorization, networkCode, RequestRefused, send, ServerUnreachable } from './connection.js';
import { RefreshTokensDocument, SignInDocument } from './generated.js';

/** Code with which the server closes a socket whose token has ended. */
const FORBIDDEN = 4403;
/** A lost socket is opened again so many times in a row, with a growing pause. */
const MOST_LOSSES = 6;
const FIRST_PAUSE_MS = 200;
/** A connection that has lasted so long was a good one: counting begins anew. */
const STEADY_MS = 10_000;

interface Tokens {
  readonly accessToken?: string | null;
  readonly refreshToken?: string | null;
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}

/** A small client of Guanxi: every document carries the types of its result and its variables. */
export class GuanxiClient {
  private accessToken: string | null = null;
  private refreshToken: string | null = null;
  private refreshing: Promise<void> | null = null;
  private socket: Client | null = null;

  /** `address` is that of the server, such as http://127.0.0.1:3000. */
  constructor(private readonly address: string) {}

  /** Signs in and keeps the tokens. Throws RequestRefused with the code of the user error, ServerUnreachable. */
  async signIn(login: string, password: string): Promise<void> {
    const { signIn } = await send(this.address, null, SignInDocument, { input: { login, password } });
    this.keep(signIn);
  }

  /** Sends one query or mutation, again with a new token when the old one has ended. Throws RequestRefused, ServerUnreachable. */
  async request<R, V>(document: TypedDocumentNode<R, V>, variables: V): Promise<R> {
    const token = this.accessToken;
    try {
      return await send(this.address, token, document, variables);
    } catch (error) {
      if (!(error instanceof RequestRefused) || error.code !== 'UNAUTHENTICATED' || !this.refreshToken) throw error;
      // Another request may have fetched new tokens meanwhile.
      if (this.accessToken === token) await this.refresh();
      return send(this.address, this.accessToken, document, variables);
    }
  }

  /**
   * Opens a subscription; the token goes in the connection's parameters. Iterate it; leaving the loop ends it. When the socket is
   * lost, or closed because the token has ended, it goes on after the last event's cursor. Throws RequestRefused, ServerUnreachable.
   */
  async *subscribe<R extends object, V extends Record<string, unknown>>(
    document: TypedDocumentNode<R, V>,
    variables: V,
  ): AsyncGenerator<R, void> {
    let after = variables['after'];
    for (let losses = 0; ; losses += 1) {
      const began = performance.now();
      try {
        for await (const data of this.events(document, { ...variables, after })) {
          after = cursorOf(data) ?? after;
          yield data;
        }
        return;
      } catch (error) {
        if (performance.now() - began > STEADY_MS) losses = 0;
        if (losses === MOST_LOSSES) throw new ServerUnreachable(this.address, networkCode(error));
        await this.recover(error, losses);
      }
    }
  }

  /** Closes the socket, if one is open. */
  async close(): Promise<void> {
    await this.socket?.dispose();
  }

  private async *events<R, V extends Record<string, unknown>>(
    document: TypedDocumentNode<R, V>,
    variables: V,
  ): AsyncGenerator<R, void> {
    // Reconnecting is ours: the library would ask again from the first cursor.
    this.socket ??= createClient({
      url: `${this.address.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: () => ({ ...authorization(this.accessToken), 'Accept-Language': 'en' }),
    });
    for await (const { data, errors } of this.socket.iterate<R>({ query: print(document), variables })) {
      if (errors) throw errors;
      if (data) yield data;
    }
  }

  /** Makes the next try worthwhile: a new token, or time for the network. Throws RequestRefused when there is no way on. */
  private async recover(error: unknown, losses: number): Promise<void> {
    if (Array.isArray(error)) throw refusalOf(error as readonly GraphQLError[]);
    if ((error as { code?: unknown }).code === FORBIDDEN) await this.refresh();
    else await sleep(FIRST_PAUSE_MS * 2 ** losses);
  }

  private refresh(): Promise<void> {
    this.refreshing ??= this.exchange().finally(() => (this.refreshing = null));
    return this.refreshing;
  }

  /** A refresh token works once: the answer brings the next one. */
  private async exchange(): Promise<void> {
    const input = { refreshToken: this.refreshToken ?? '' };
    const { tokenRefresh } = await send(this.address, null, RefreshTokensDocument, { input });
    this.keep(tokenRefresh);
  }

  private keep({ accessToken, refreshToken, userErrors: [problem] }: Tokens): void {
    if (problem) throw new RequestRefused(problem.code, problem.message);
    this.accessToken = accessToken ?? null;
    this.refreshToken = refreshToken ?? null;
  }
}

/** The cursor that every live event carries. */
function cursorOf(data: object): unknown {
  const [event] = Object.values(data) as { cursor?: unknown }[];
  return event?.cursor;
}

function refusalOf([error]: readonly GraphQLError[]): RequestRefused {
  return new RequestRefused(String(error?.extensions['code'] ?? 'INTERNAL'), error?.message ?? 'The server refused.');
}

import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { SignInDocument } from './generated.js';

/** The server refused the request as a whole; `code` is one of the closed set, such as FORBIDDEN or NOT_FOUND. */
export class RequestRefused extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

interface AnswerBody<R> {
  readonly data?: R | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

/** A small client of Guanxi: every document carries the types of its result and its variables. */
export class GuanxiClient {
  private token: string | null = null;
  private socket: Client | null = null;

  /** `address` is that of the server, such as http://127.0.0.1:3000. */
  constructor(private readonly address: string) {}

  /** Signs in and keeps the access token. Throws RequestRefused with the code of the user error. */
  async signIn(login: string, password: string): Promise<void> {
    const { signIn } = await this.request(SignInDocument, { input: { login, password } });
    const [problem] = signIn.userErrors;
    if (problem) throw new RequestRefused(problem.code, problem.message);
    this.token = signIn.accessToken ?? null;
  }

  /** Sends one query or mutation. Throws RequestRefused. */
  async request<R, V>(document: TypedDocumentNode<R, V>, variables: V): Promise<R> {
    const response = await fetch(`${this.address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': 'en', ...this.authorization() },
      body: JSON.stringify({ query: print(document), variables }),
    });
    const { data, errors } = (await response.json()) as AnswerBody<R>;
    const [error] = errors ?? [];
    if (error) throw new RequestRefused(error.extensions.code, error.message);
    if (!data) throw new RequestRefused('INTERNAL', `The server answered ${response.status} without data.`);
    return data;
  }

  /** Opens a subscription; the token goes in the connection's parameters. Iterate it; leaving the loop ends it. */
  async *subscribe<R, V extends Record<string, unknown>>(
    document: TypedDocumentNode<R, V>,
    variables: V,
  ): AsyncGenerator<R, void> {
    this.socket ??= createClient({
      url: `${this.address.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: () => ({ ...this.authorization(), 'Accept-Language': 'en' }),
    });
    for await (const { data } of this.socket.iterate<R>({ query: print(document), variables })) if (data) yield data;
  }

  /** Closes the socket, if one is open. */
  async close(): Promise<void> {
    await this.socket?.dispose();
  }

  private authorization(): Record<string, string> {
    return this.token ? { Authorization: `Bearer ${this.token}` } : {};
  }
}

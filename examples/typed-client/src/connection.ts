import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';

/** The server refused the request as a whole; `code` is one of the closed set, such as FORBIDDEN or NOT_FOUND. */
export class RequestRefused extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Nobody answers at the address, or not as Guanxi does. */
export class ServerUnreachable extends Error {
  constructor(address: string, why: string) {
    super(`No Guanxi server answers at ${address} (${why}).`);
  }
}

interface AnswerBody<R> {
  readonly data?: R | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

/** Sends one query or mutation over HTTP. Throws RequestRefused, ServerUnreachable. */
export async function send<R, V>(
  address: string,
  token: string | null,
  document: TypedDocumentNode<R, V>,
  variables: V,
): Promise<R> {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': 'en', ...authorization(token) },
    body: JSON.stringify({ query: print(document), variables }),
  }).catch((error: unknown) => {
    throw new ServerUnreachable(address, networkCode(error));
  });
  const { data, errors } = await response.json().then(
    (body) => body as AnswerBody<R>,
    () => {
      throw new ServerUnreachable(address, `status ${response.status}, no JSON`);
    },
  );
  const [error] = errors ?? [];
  if (error) throw new RequestRefused(error.extensions.code, error.message);
  if (!data) throw new RequestRefused('INTERNAL', `The server answered ${response.status} without data.`);
  return data;
}

/** The header, or parameter of a socket, that carries the token. */
export function authorization(token: string | null): Record<string, string> {
  return token ? { Authorization: `Bearer ${token}` } : {};
}

/** What fetch and sockets tell of a failed connection, such as ECONNREFUSED. */
export function networkCode(error: unknown): string {
  const { code, cause, message } = error as { code?: unknown; cause?: { code?: unknown }; message?: unknown };
  return String(cause?.code ?? code ?? message ?? error);
}

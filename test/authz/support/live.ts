import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Product } from './product.js';

const PATIENCE_MS = 5_000;
const SURPLUS_MS = 150;

/** What came over a subscription. */
export interface Events {
  readonly data: readonly Record<string, unknown>[];
  readonly code: string | null;
}

interface Question {
  readonly document: string;
  readonly variables: Record<string, unknown>;
}

interface Failure {
  readonly extensions?: { readonly code?: string };
}

/** Subscribes, does what causes events, waits for so many of them and a little longer for one too many, and leaves. */
export async function listen(
  product: Product,
  token: string,
  { document, variables }: Question,
  wanted: number,
  cause: () => Promise<void> = () => Promise.resolve(),
): Promise<Events> {
  const data: Record<string, unknown>[] = [];
  let code: string | null = null;
  const client = createClient({
    url: `${product.addresses.api.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { Authorization: `Bearer ${token}`, 'Accept-Language': 'en' },
  });
  const codeOf = (errors: unknown): string =>
    (Array.isArray(errors) ? (errors[0] as Failure | undefined) : null)?.extensions?.code ?? 'CLOSED';
  client.subscribe<Record<string, unknown>>(
    { query: document, variables },
    {
      next: (result) => {
        if (result.errors) code = codeOf(result.errors);
        if (result.data) data.push(result.data);
      },
      error: (errors) => (code = codeOf(errors)),
      complete: () => undefined,
    },
  );
  const until = Date.now() + PATIENCE_MS;
  await pause(SURPLUS_MS);
  await cause();
  while (data.length < wanted && code === null && Date.now() < until) await pause(10);
  await pause(SURPLUS_MS);
  await client.dispose();
  return { data, code };
}

/** Waits so many milliseconds. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

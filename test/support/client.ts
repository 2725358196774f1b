import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { testServer } from './server.js';

/** An error at the top level of an answer. */
export interface TopError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly [detail: string]: unknown };
}

/** What the server answered to one request. */
export interface Answer<T> {
  readonly status: number;
  readonly data: T | null;
  readonly errors: readonly TopError[] | undefined;
  readonly extensions: Record<string, unknown> | undefined;
}

/** Sends one GraphQL request over HTTP; token null: not signed in. */
export async function request<T = Record<string, unknown>>(
  token: string | null,
  query: string,
  variables: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<Answer<T>> {
  const response = await fetch(`${testServer().api}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'accept-language': 'en',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await response.json()) as Omit<Answer<T>, 'status'>;
  const { data = null, errors, extensions } = body;
  return { status: response.status, data, errors, extensions: extensions && lasting(extensions) };
}

/** Of the cost what is the same for the same question; what is left of the budget is not. */
function lasting(extensions: Record<string, unknown>): Record<string, unknown> {
  const { cost } = extensions as { cost?: { requested: number } };
  return cost ? { ...extensions, cost: { requested: cost.requested } } : extensions;
}

/** One open subscription: events can be awaited one by one. */
export class LiveEvents<T> {
  private readonly events: T[] = [];
  private readonly waiting: ((event: T) => void)[] = [];
  error: unknown = null;

  constructor(
    private readonly client: Client,
    query: string,
    variables: Record<string, unknown>,
  ) {
    client.subscribe<T>(
      { query, variables },
      {
        next: ({ data, errors }) => {
          if (errors) this.error = errors;
          if (data) this.push(data);
        },
        error: (error) => (this.error = error),
        complete: () => undefined,
      },
    );
  }

  /** The next event; fails after that many milliseconds without one. */
  async next(withinMs = 5_000): Promise<T> {
    const ready = this.events.shift();
    if (ready !== undefined) return ready;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`No event within ${withinMs} ms: ${JSON.stringify(this.error)}`)),
        withinMs,
      );
      this.waiting.push((event) => {
        clearTimeout(timer);
        resolve(event);
      });
    });
  }

  /** Events that arrived and were not taken yet. */
  get pending(): readonly T[] {
    return this.events;
  }

  async close(): Promise<void> {
    await this.client.dispose();
  }

  private push(event: T): void {
    const taker = this.waiting.shift();
    if (taker) taker(event);
    else this.events.push(event);
  }
}

/** Opens a subscription on a socket of its own. */
export function subscribe<T = Record<string, unknown>>(
  token: string,
  query: string,
  variables: Record<string, unknown> = {},
): LiveEvents<T> {
  const client = createClient({
    url: `${testServer().api.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { Authorization: `Bearer ${token}`, 'Accept-Language': 'en' },
  });
  return new LiveEvents<T>(client, query, variables);
}

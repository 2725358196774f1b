import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { type Product, SECRET } from './product.js';

const KEY = new TextEncoder().encode(SECRET);

/** What the product answered, as far as an asker can tell answers apart. */
export interface Answer {
  readonly status: number;
  readonly data: Record<string, unknown> | null;
  readonly errors: readonly { readonly message: string; readonly extensions: { readonly code: string } }[] | null;
}

/** Somebody who asks the product over HTTP. */
export class Caller {
  constructor(
    readonly product: Product,
    readonly token: string,
  ) {}

  /** Sends a document; the answer with everything but its cost. */
  async ask(query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
    const response = await fetch(`${this.product.addresses.api}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'accept-language': 'en',
        authorization: `Bearer ${this.token}`,
      },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as Partial<Answer>;
    return { status: response.status, data: data ?? null, errors: errors ?? null };
  }

  /** The code of the first error at the top of an answer; null when there is none. */
  static codeOf(answer: Answer): string | null {
    return answer.errors?.[0]?.extensions.code ?? null;
  }
}

/** An access token as the product signs them. */
export function tokenFor(personId: string, sessionId: string): Promise<string> {
  return new SignJWT({ sid: sessionId })
    .setJti(randomUUID())
    .setProtectedHeader({ alg: 'HS256', kid: 'k1', typ: 'JWT' })
    .setSubject(personId)
    .setIssuer('guanxi')
    .setAudience('guanxi-api')
    .setIssuedAt()
    .setExpirationTime('1d')
    .sign(KEY);
}

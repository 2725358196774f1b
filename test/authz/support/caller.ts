import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { SignJWT } from 'jose';
import { type Product, SECRET } from './product.js';

const KEY = new TextEncoder().encode(SECRET);

/** Asks tens of thousands of times; fetch takes three times as long for it. */
const AGENT = new Agent({ keepAlive: true });

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
    const { status, body } = await this.post(JSON.stringify({ query, variables }));
    const { data, errors } = JSON.parse(body) as Partial<Answer>;
    return { status, data: data ?? null, errors: errors ?? null };
  }

  private post(body: string): Promise<{ readonly status: number; readonly body: string }> {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'accept-language': 'en',
      authorization: `Bearer ${this.token}`,
    };
    return new Promise((resolve, reject) => {
      const sent = request(`${this.product.addresses.api}/graphql`, { method: 'POST', agent: AGENT, headers });
      sent.on('error', reject);
      sent.on('response', (answer) => {
        text(answer).then((body) => resolve({ status: answer.statusCode!, body }), reject);
      });
      sent.end(body);
    });
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

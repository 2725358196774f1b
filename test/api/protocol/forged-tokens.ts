import { SignJWT } from 'jose';

const TEST_SECRET = 'only-for-tests-0123456789-abcdefghijklmnop';

/** What a token of ours says; a test changes one thing. */
export interface TokenFacts {
  readonly personId: string;
  readonly sessionId: string;
  readonly secret?: string;
  readonly issuer?: string;
  readonly audience?: string;
  readonly keyId?: string;
  readonly algorithm?: string;
  /** Seconds from now. */
  readonly expiresIn?: number;
}

/** A token like the server's own, but for what the test changes. */
export function signed(facts: TokenFacts): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ sid: facts.sessionId })
    .setProtectedHeader({ alg: facts.algorithm ?? 'HS256', kid: facts.keyId ?? 'k1', typ: 'JWT' })
    .setSubject(facts.personId)
    .setIssuer(facts.issuer ?? 'guanxi')
    .setAudience(facts.audience ?? 'guanxi-api')
    .setIssuedAt(now)
    .setExpirationTime(now + (facts.expiresIn ?? 900))
    .sign(new TextEncoder().encode(facts.secret ?? TEST_SECRET));
}

/** The same claims under "alg": "none". */
export function unsigned(token: string): string {
  const header = Buffer.from(JSON.stringify({ alg: 'none', kid: 'k1', typ: 'JWT' })).toString('base64url');
  return `${header}.${token.split('.')[1]}.`;
}

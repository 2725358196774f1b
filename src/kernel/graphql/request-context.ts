import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { Authenticator, bearerToken } from '../access/authenticator.js';
import { CallerAddresses } from '../runtime/caller-address.js';
import { localeOf } from '../runtime/locale.js';
import { type RequestScope } from '../runtime/request-scope.js';

/** What HTTP headers and WebSocket connection parameters tell of the caller. */
export interface CallerFacts {
  readonly authorization: unknown;
  readonly acceptLanguage: string | undefined;
  readonly requestId: string | undefined;
  /** The request that came, or that the socket was opened by. */
  readonly request: IncomingMessage;
  /** Aborted when the caller goes away before the answer. */
  readonly gone?: AbortSignal | undefined;
}

const LONGEST_CLIENT = 200;

/** Makes the scope that one operation runs in. */
@Injectable()
export class RequestContexts {
  private readonly facts = new WeakMap<RequestScope, CallerFacts>();

  constructor(
    private readonly authenticator: Authenticator,
    private readonly addresses: CallerAddresses,
  ) {}

  async open(facts: CallerFacts): Promise<RequestScope> {
    const locale = localeOf(facts.acceptLanguage);
    const given = facts.requestId;
    const scope: RequestScope = {
      requestId: given && /^[\w-]{1,64}$/.test(given) ? given : randomUUID(),
      locale,
      viewer: await this.authenticator.viewerOf(bearerToken(facts.authorization), locale),
      address: this.addresses.of(facts.request),
      client: facts.request.headers['user-agent']?.slice(0, LONGEST_CLIENT) ?? null,
      statements: 0,
      loaders: new Map(),
      gone: facts.gone,
    };
    this.facts.set(scope, facts);
    return scope;
  }

  /** The same caller as of now: rights read anew, loaders empty. */
  renew(scope: RequestScope): Promise<RequestScope> {
    return this.open(this.facts.get(scope)!);
  }
}

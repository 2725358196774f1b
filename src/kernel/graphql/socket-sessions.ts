import { CloseCode } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Authenticator, SessionClaims } from '../access/authenticator.js';

/** An ended or expired session keeps its socket no longer than this and the time of one statement. */
const RECHECK_MS = 1_000;
const SESSIONS_AT_ONCE = 500;
/** Sockets that one person may hold open: every window of every device, and some to spare. */
const MOST_PER_PERSON = 50;

/** The open sockets with the session that each stands on; all are looked after by one statement a second, not one each. */
export class SocketSessions {
  private readonly sockets = new Map<WebSocket, SessionClaims>();
  private readonly perPerson = new Map<string, number>();
  private readonly timer: NodeJS.Timeout;
  private sweeping = false;

  constructor(private readonly authenticator: Authenticator) {
    this.timer = setInterval(() => void this.sweep(), RECHECK_MS).unref();
  }

  /** Sockets that have signed in. */
  get size(): number {
    return this.sockets.size;
  }

  /** Looks after the socket from now on; false when its person holds as many as anybody may. */
  add(socket: WebSocket, claims: SessionClaims): boolean {
    const held = this.perPerson.get(claims.personId) ?? 0;
    if (held >= MOST_PER_PERSON) return false;
    this.perPerson.set(claims.personId, held + 1);
    this.sockets.set(socket, claims);
    return true;
  }

  remove(socket: WebSocket): void {
    const claims = this.sockets.get(socket);
    if (!claims) return;
    this.sockets.delete(socket);
    const held = (this.perPerson.get(claims.personId) ?? 1) - 1;
    if (held > 0) this.perPerson.set(claims.personId, held);
    else this.perPerson.delete(claims.personId);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async sweep(): Promise<void> {
    if (this.sweeping) return;
    this.sweeping = true;
    try {
      const entries = [...this.sockets];
      for (let from = 0; from < entries.length; from += SESSIONS_AT_ONCE)
        await this.check(entries.slice(from, from + SESSIONS_AT_ONCE));
    } finally {
      this.sweeping = false;
    }
  }

  private async check(entries: readonly (readonly [WebSocket, SessionClaims])[]): Promise<void> {
    const ids = [...new Set(entries.map(([, { sessionId }]) => sessionId))];
    // While the database is away nobody can be asked: the sockets stay until it can, or their tokens expire.
    const open = await this.authenticator.openSessions(ids).catch(() => null);
    for (const [socket, claims] of entries)
      if (this.authenticator.hasExpired(claims) || (open && !open.has(claims.sessionId)))
        socket.close(CloseCode.Forbidden, 'Forbidden');
  }
}

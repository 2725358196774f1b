import { CloseCode } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Authenticator, SessionClaims } from '../access/authenticator.js';

/** An ended or expired session keeps its socket no longer than this and the time of one statement. */
const RECHECK_MS = 1_000;
const SESSIONS_AT_ONCE = 500;

/** The open sockets with the session that each stands on; all are looked after by one statement a second, not one each. */
export class SocketSessions {
  private readonly sockets = new Map<WebSocket, SessionClaims>();
  private readonly timer: NodeJS.Timeout;
  private sweeping = false;

  constructor(private readonly authenticator: Authenticator) {
    this.timer = setInterval(() => void this.sweep(), RECHECK_MS).unref();
  }

  add(socket: WebSocket, claims: SessionClaims): void {
    this.sockets.set(socket, claims);
  }

  remove(socket: WebSocket): void {
    this.sockets.delete(socket);
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

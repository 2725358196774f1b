import { type ClientOptions, WebSocket } from 'ws';
import { testServer } from '../../support/server.js';

/** One message of graphql-transport-ws. */
export interface SocketMessage {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** A socket that speaks the protocol by hand, so that a test can break its rules. */
export class RawSocket {
  readonly received: SocketMessage[] = [];
  private readonly waiting: (() => void)[] = [];
  closed: { code: number; reason: string } | null = null;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => this.take(JSON.parse(data.toString('utf8')) as SocketMessage));
    socket.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() };
      this.wake();
    });
    socket.on('error', () => this.wake());
  }

  /** An open socket that has said nothing yet. */
  static async open(
    protocol: string | undefined = 'graphql-transport-ws',
    path = '/graphql',
    connection: ClientOptions = {},
  ): Promise<RawSocket> {
    const socket = new WebSocket(`${testServer().api.replace('http', 'ws')}${path}`, protocol, connection);
    const raw = new RawSocket(socket);
    await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return raw;
  }

  /** A socket that has sent its sign-in. */
  static async signedIn(authorization: unknown, connection: ClientOptions = {}): Promise<RawSocket> {
    const raw = await RawSocket.open(undefined, undefined, connection);
    raw.send({
      type: 'connection_init',
      payload: authorization === undefined ? undefined : { Authorization: authorization },
    });
    return raw;
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message));
  }

  /** Asks under an id; the answer comes by `next`. */
  ask(id: string, query: string, variables: Record<string, unknown> = {}): void {
    this.send({ type: 'subscribe', id, payload: { query, variables } });
  }

  /** The first message that fits and was not taken yet; fails after that many milliseconds. */
  async next(fits: (message: SocketMessage) => boolean = () => true, withinMs = 5_000): Promise<SocketMessage> {
    const until = Date.now() + withinMs;
    for (;;) {
      const place = this.received.findIndex(fits);
      if (place >= 0) return this.received.splice(place, 1)[0]!;
      if (this.closed || Date.now() > until) throw new Error(`Nothing fits; closed: ${JSON.stringify(this.closed)}`);
      await this.change(until - Date.now());
    }
  }

  /** The close code; fails after that many milliseconds. */
  async close(withinMs = 5_000): Promise<number> {
    const until = Date.now() + withinMs;
    while (!this.closed) {
      if (Date.now() > until) throw new Error(`Still open after ${withinMs} ms.`);
      await this.change(until - Date.now());
    }
    return this.closed.code;
  }

  end(): void {
    this.socket.terminate();
  }

  private take(message: SocketMessage): void {
    this.received.push(message);
    this.wake();
  }

  private wake(): void {
    for (const resume of this.waiting.splice(0)) resume();
  }

  private change(atLatestMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(atLatestMs, 1));
      this.waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

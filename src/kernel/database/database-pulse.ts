import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, type ConnectionOptions, createConnection } from 'mysql2';

const BEAT_MS = 200;
const LIMIT_MS = 600;
/** An answer that came while this process was held up is read within this time, before the database is blamed. */
const GRACE_MS = 100;

/** Told when the database stops answering and when it answers again. */
export interface PulseListener {
  lost(): void;
  back(): void;
}

/**
 * Asks the database for a sign of life on a connection of its own. A frozen server or a dead network leaves statements without
 * an answer and without an error, which nothing else would notice within a second.
 */
export class DatabasePulse {
  private connection: Connection | null = null;
  private isLost = false;
  private readonly ended = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: ConnectionOptions,
    private readonly listener: PulseListener,
  ) {}

  start(): void {
    this.running = this.beat();
  }

  async stop(): Promise<void> {
    this.ended.abort();
    await this.running;
    this.drop();
  }

  private async beat(): Promise<void> {
    while (!this.ended.signal.aborted) {
      const alive = await answersInTime((done) => this.ask(done));
      if (!alive) this.drop();
      if (alive === this.isLost) this.tell(!alive);
      await sleep(BEAT_MS, undefined, { signal: this.ended.signal }).catch(() => undefined);
    }
  }

  private tell(isLost: boolean): void {
    this.isLost = isLost;
    if (isLost) this.listener.lost();
    else this.listener.back();
  }

  private ask(done: (error?: Error | null) => void): void {
    this.connection ??= opened(this.options);
    this.connection.ping(done);
  }

  private drop(): void {
    this.connection?.destroy();
    this.connection = null;
  }
}

function opened(options: ConnectionOptions): Connection {
  const connection = createConnection({ ...options, connectTimeout: LIMIT_MS });
  // An error without a listener would end the process; whoever asks is told by the ping.
  connection.on('error', () => undefined);
  return connection;
}

function answersInTime(ask: (done: (error?: Error | null) => void) => void): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => setTimeout(resolve, GRACE_MS, false), LIMIT_MS);
    ask((error) => {
      clearTimeout(timer);
      resolve(!error);
    });
  });
}

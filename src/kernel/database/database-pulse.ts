import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, type ConnectionOptions, createConnection } from 'mysql2';

const BEAT_MS = 200;
/** Waiting is counted in ticks: while this process itself is held up none goes by, and the database is not blamed for it. */
const TICK_MS = 50;
const MOST_TICKS = 12;

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
  // The pulse itself ends an attempt that takes too long.
  const connection = createConnection({ ...options, connectTimeout: 0 });
  // An error without a listener would end the process; whoever asks is told by the ping.
  connection.on('error', () => undefined);
  return connection;
}

function answersInTime(ask: (done: (error?: Error | null) => void) => void): Promise<boolean> {
  return new Promise((resolve) => {
    let ticks = 0;
    const end = (alive: boolean): void => {
      clearInterval(timer);
      resolve(alive);
    };
    const timer = setInterval(() => {
      ticks += 1;
      if (ticks > MOST_TICKS) end(false);
    }, TICK_MS);
    ask((error) => end(!error));
  });
}

import { createConnection, type PoolConnection, type PoolOptions } from 'mysql2/promise';

/** Ends statements whose answer nobody waits for any more, from a connection of its own: theirs is busy with them. */
export class QueryKill {
  constructor(private readonly options: PoolOptions) {}

  /**
   * Kills the connection's running statement when the signal comes. Answers what must be awaited once the statement has ended and
   * before anybody else gets the connection: a kill that comes late would meet the next statement.
   */
  watch({ threadId }: PoolConnection, gone: AbortSignal | undefined): () => Promise<void> {
    if (!gone) return () => Promise.resolve();
    let killing: Promise<void> = Promise.resolve();
    const kill = (): void => {
      // Where it cannot be killed it ends by its own time limit.
      killing = this.kill(threadId).catch(() => undefined);
    };
    gone.addEventListener('abort', kill, { once: true });
    return () => {
      gone.removeEventListener('abort', kill);
      return killing;
    };
  }

  private async kill(threadId: number): Promise<void> {
    const own = await createConnection(this.options);
    try {
      await own.query('KILL QUERY ?', [threadId]);
    } finally {
      own.destroy();
    }
  }
}

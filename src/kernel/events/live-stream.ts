import { Injectable } from '@nestjs/common';
import { DatabaseAway } from '../database/retryable.js';
import { RequestRefused } from '../runtime/domain-error.js';
import { PersonStreams, type StreamEntry } from './person-streams.js';
import { StreamSignals } from './stream-signals.js';

const PAGE = 100;
/** Without an answer of the database the reader asks again after this time; the subscription stays. */
const ASK_AGAIN_MS = 1_000;

/** One subscription's way through a person's stream: replays what was missed, then stays live. Pulled by the socket, so a slow reader holds no more than one page. */
class StreamReader implements AsyncIterableIterator<StreamEntry> {
  private page: StreamEntry[] = [];
  private readonly waiting = new Set<() => void>();
  private closed = false;
  private head = 0;
  private turn: Promise<unknown> = Promise.resolve();
  private readonly stopListening: () => void;

  constructor(
    private readonly streams: PersonStreams,
    signals: StreamSignals,
    private readonly personId: string,
    private last: number,
    private readonly type: string | null,
  ) {
    this.stopListening = signals.listen(personId, (seq) => this.grow(seq));
  }

  /** Tells the reader how far the stream goes by now. */
  grow(seq: number): void {
    this.head = Math.max(this.head, seq);
    this.wake();
  }

  /** Answers in the order of the calls, also when several are made at once. */
  next(): Promise<IteratorResult<StreamEntry>> {
    const result = this.turn.then(() => this.take());
    this.turn = result.catch(() => undefined);
    return result;
  }

  return(): Promise<IteratorResult<StreamEntry>> {
    this.closed = true;
    this.page = [];
    this.stopListening();
    this.wake();
    return Promise.resolve({ done: true, value: undefined });
  }

  throw(): Promise<IteratorResult<StreamEntry>> {
    return this.return();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private async take(): Promise<IteratorResult<StreamEntry>> {
    for (;;) {
      if (this.closed) return { done: true, value: undefined };
      const entry = this.page.shift();
      if (entry) {
        this.last = entry.seq;
        if (this.type === null || entry.type === this.type) return { done: false, value: entry };
      } else if (this.head > this.last) await this.readPage();
      else await this.wakeUp();
    }
  }

  private async readPage(): Promise<void> {
    try {
      this.page = await this.streams.after(this.personId, this.last, PAGE);
    } catch (error) {
      if (!(error instanceof DatabaseAway)) throw error;
    }
    // Nothing where the counter says there is something: the database is away, or this replica lags behind.
    if (this.page.length === 0) await this.wakeUp(ASK_AGAIN_MS);
  }

  private wake(): void {
    for (const resume of this.waiting) resume();
    this.waiting.clear();
  }

  private async wakeUp(atLatestMs?: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.waiting.add(resolve);
      if (atLatestMs !== undefined) timer = setTimeout(resolve, atLatestMs);
    });
    clearTimeout(timer);
  }
}

/** Opens live readings of people's streams. */
@Injectable()
export class LiveStreams {
  constructor(
    private readonly streams: PersonStreams,
    private readonly signals: StreamSignals,
  ) {}

  /** From after the cursor (a message's number; null: from now on), all messages or those of one type. Throws BAD_USER_INPUT for a cursor that the stream never gave out. */
  async open(
    personId: string,
    after: string | null,
    type: string | null = null,
  ): Promise<AsyncIterableIterator<StreamEntry>> {
    const first = await this.streams.head(personId);
    const from = after === null ? first : Number(after);
    if ((after !== null && !/^\d{1,15}$/.test(after)) || from > first)
      throw new RequestRefused(
        'BAD_USER_INPUT',
        'The argument "after" is no cursor of this stream. Use the cursor of a notification, or leave it out.',
      );
    const reader = new StreamReader(this.streams, this.signals, personId, from, type);
    try {
      reader.grow(await this.streams.head(personId));
    } catch (error) {
      await reader.return();
      throw error;
    }
    return reader;
  }
}

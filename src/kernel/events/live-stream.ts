import { Injectable } from '@nestjs/common';
import { RequestRefused } from '../runtime/domain-error.js';
import { PersonStreams, type StreamEntry } from './person-streams.js';
import { StreamSignals } from './stream-signals.js';

const PAGE = 100;

/** One subscription's way through a person's stream: replays what was missed, then stays live. Pulled by the socket, so a slow reader holds no more than one page. */
class StreamReader implements AsyncIterableIterator<StreamEntry> {
  private page: StreamEntry[] = [];
  private wakeUp: (() => void) | null = null;
  private closed = false;
  private head = 0;
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
    this.wakeUp?.();
  }

  async next(): Promise<IteratorResult<StreamEntry>> {
    for (;;) {
      if (this.closed) return { done: true, value: undefined };
      const entry = this.page.shift();
      if (entry) {
        this.last = entry.seq;
        if (this.type !== null && entry.type !== this.type) continue;
        return { done: false, value: entry };
      }
      if (this.head > this.last) {
        this.page = await this.streams.after(this.personId, this.last, PAGE);
        if (this.page.length === 0) this.head = this.last;
      } else await new Promise<void>((resolve) => (this.wakeUp = resolve));
    }
  }

  return(): Promise<IteratorResult<StreamEntry>> {
    this.closed = true;
    this.stopListening();
    this.wakeUp?.();
    return Promise.resolve({ done: true, value: undefined });
  }

  throw(): Promise<IteratorResult<StreamEntry>> {
    return this.return();
  }

  [Symbol.asyncIterator](): this {
    return this;
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
  async open(personId: string, after: string | null, type: string | null = null): Promise<AsyncIterableIterator<StreamEntry>> {
    const first = await this.streams.head(personId);
    const from = after === null ? first : Number(after);
    if (!Number.isSafeInteger(from) || from < 0 || from > first)
      throw new RequestRefused(
        'BAD_USER_INPUT',
        'The argument "after" is no cursor of this stream. Use the cursor of a notification, or leave it out.',
      );
    const reader = new StreamReader(this.streams, this.signals, personId, from, type);
    reader.grow(await this.streams.head(personId));
    return reader;
  }
}

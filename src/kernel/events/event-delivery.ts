import { faultOf } from '../database/retryable.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import type { Work } from '../database/work.js';
import type { Log } from '../runtime/logging.js';
import type { DomainEvent } from './domain-event.js';
import type { Outbox, OutboxRow } from './outbox.js';

/** A reaction to an event. */
export interface Handler {
  /** Stays the same over restarts: receipts are kept under it. */
  readonly name: string;
  run(event: DomainEvent): Promise<void>;
}

/** About four minutes of growing waits (2, 4, 8 … 128 s); then the event is dead. */
const TRIES = 8;

/** Another delivery has run this handler for this event. */
class AlreadyDone extends Error {}

/** Gives one event to its handlers; each acts in a transaction of its own, together with its receipt. */
export class EventDelivery {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly log: Log,
  ) {}

  /** Whether all handlers have acted. A failing handler does not keep the event from the others; the event comes again for it alone. */
  async deliver(row: OutboxRow, handlers: readonly Handler[]): Promise<boolean> {
    let failure: { error: unknown } | null = null;
    for (const handler of handlers) {
      try {
        await this.unitOfWork.run({ actor: null, action: `event.${row.name}` }, async (work) => {
          await claim(work, row.id, handler.name);
          await handler.run(this.outbox.toEvent(row));
        });
      } catch (error) {
        if (error instanceof AlreadyDone) continue;
        this.log.error({ err: error, event: row.name, eventId: row.id, handler: handler.name }, 'event handler failed');
        failure ??= { error };
      }
    }
    if (failure) await this.outbox.postpone(row, failure.error, TRIES);
    return failure === null;
  }
}

/** Writes the receipt before the handler acts: whoever delivers the same event meanwhile waits here, and finds it done. */
async function claim(work: Work, eventId: string, handler: string): Promise<void> {
  work.insertRow('event_receipt', ['event_id', 'handler'], [eventId, handler]);
  try {
    await work.flush();
  } catch (error) {
    throw faultOf(error) === 'duplicate' ? new AlreadyDone() : error;
  }
}

import { Injectable } from '@nestjs/common';
import { STRANGER } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import type { DomainEvent } from '../../../kernel/events/domain-event.js';
import { PersonStreams } from '../../../kernel/events/person-streams.js';
import type { Notification } from '../domain/notification.js';

/** Whom a message goes to and what record it is about. */
export interface Delivery {
  readonly to: readonly string[];
  readonly kind: string;
  readonly recordId: string;
}

/** Puts a message about an event into people's streams, in the transaction that delivers the event. */
@Injectable()
export class SendNotification {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly streams: PersonStreams,
  ) {}

  async execute<P extends object>(
    notification: Notification,
    event: DomainEvent<P>,
    delivery: Delivery,
  ): Promise<void> {
    const { kind, recordId } = delivery;
    const to = delivery.to.filter((id) => id !== STRANGER);
    const { actorId, occurredAt } = event;
    const payload: Record<string, unknown> = Object.fromEntries(Object.entries(event.payload));
    const message = { type: notification.type, kind, recordId, actorId, occurredAt, payload };
    await this.unitOfWork.run({ actor: null, action: 'notify' }, (work) => this.streams.append(work, to, message));
  }
}

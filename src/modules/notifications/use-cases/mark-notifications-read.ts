import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { PersonStreams } from '../../../kernel/events/person-streams.js';
import { NotificationChoiceUnclear } from '../domain/notification-errors.js';
import { inboxOf } from '../notifications.permissions.js';

/** Which messages to mark: those named, or all up to and including a cursor. */
export interface MarkReadInput {
  readonly ids?: readonly string[] | null;
  readonly upTo?: string | null;
  readonly idempotencyKey?: string | null;
}

/** Marks messages of the asker's inbox as read; those read before keep their first moment. */
@Injectable()
export class MarkNotificationsRead {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly streams: PersonStreams,
  ) {}

  /** Throws INVALID_NOTIFICATION_CHOICE. */
  execute(viewer: Viewer, input: MarkReadInput): Promise<{ marked: number }> {
    const { ids, upTo, idempotencyKey } = input;
    if (Boolean(ids) === Boolean(upTo)) throw new NotificationChoiceUnclear();
    const operation = { actor: viewer, action: 'notification.markRead', idempotencyKey, input };
    return this.unitOfWork.run(operation, async (work) => {
      const seqs = ids ? ids.map(Number) : null;
      return { marked: await this.streams.markRead(inboxOf(viewer), seqs, Number(upTo ?? 0), work.at) };
    });
  }
}

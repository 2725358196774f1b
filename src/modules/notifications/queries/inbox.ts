import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { PersonStreams, type StreamEntry } from '../../../kernel/events/person-streams.js';
import { Page } from '../../../kernel/lists/page.js';
import { RequestRefused } from '../../../kernel/runtime/domain-error.js';
import { inboxOf } from '../notifications.permissions.js';

/** Which part of the inbox is asked for. */
export interface InboxArgs {
  readonly first: number;
  readonly after: string | null;
  readonly unreadOnly: boolean;
}

const MOST = 100;

/** Reads the asker's inbox, newest first. */
@Injectable()
export class Inbox {
  constructor(private readonly streams: PersonStreams) {}

  /** Throws BAD_USER_INPUT for a cursor that is none, or a size outside 1–100. */
  async page(viewer: Viewer, { first, after, unreadOnly }: InboxArgs): Promise<Page<StreamEntry>> {
    if (first < 1 || first > MOST) throw refused(`The argument "first" must be from 1 to ${MOST}.`);
    if (after !== null && !/^\d{1,15}$/.test(after)) throw refused('The argument "after" is no cursor of this list.');
    const personId = inboxOf(viewer);
    const entries = await this.streams.before(personId, after === null ? null : Number(after), first + 1, unreadOnly);
    const count = async (): Promise<number> => {
      const { total, unread } = await this.streams.count(personId);
      return unreadOnly ? unread : total;
    };
    return new Page(entries.slice(0, first), entries.length > first, ({ seq }) => String(seq), count);
  }

  async unreadCount(viewer: Viewer): Promise<number> {
    return (await this.streams.count(inboxOf(viewer))).unread;
  }
}

function refused(message: string): RequestRefused {
  return new RequestRefused('BAD_USER_INPUT', message);
}

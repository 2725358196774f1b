import { Injectable } from '@nestjs/common';
import { NOTHING, scopeOf, type DataScope, type Viewer } from '../../../kernel/access/viewer.js';
import type { ListArgs } from '../../../kernel/lists/define-list.js';
import { defineList } from '../../../kernel/lists/define-list.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { Page } from '../../../kernel/lists/page.js';
import { Clock } from '../../../kernel/runtime/clock.js';
import { isRecordId } from '../../../kernel/database/record-mapper.js';
import { SESSION } from '../accounts.permissions.js';
import type { SessionNode } from '../graphql/session.types.js';

/** Sessions as lists show them. */
export const SESSIONS = defineList({
  name: 'Session',
  readable: SESSION,
  columns: {
    id: 'id',
    personId: 'person_id',
    address: 'address',
    client: 'client',
    createdAt: 'created_at',
    lastUsedAt: 'last_used_at',
    expiresAt: 'expires_at',
  },
  filters: {},
  orders: {
    CREATED_AT: {
      column: 'created_at',
      type: 'dateTime',
      index: 'ix_session_person (few per person)',
      description: 'When it was opened.',
    },
  },
  defaultOrder: [{ field: 'CREATED_AT', direction: 'DESC' }],
});

/** Reads open sessions: everybody their own, and those of the people whose accounts they manage. */
@Injectable()
export class SessionList {
  constructor(
    private readonly lists: ListReader,
    private readonly clock: Clock,
  ) {}

  /** The sessions of a person, by default the asker; none of somebody whom the asker does not reach. */
  page(viewer: Viewer, personId: string | null, args: ListArgs): Promise<Page<SessionNode>> {
    const of = personId === null ? viewer.personId : isRecordId(personId) ? personId : '0';
    const reader = { ...viewer, scopes: new Map([['session.read', readerScope(viewer)]]) };
    return this.lists.page<SessionNode>(SESSIONS, reader, args, {
      text: 't.person_id = ? AND t.ended_at IS NULL AND t.expires_at > ?',
      params: [of, this.clock.now()],
    });
  }
}

/** Managing accounts reaches their sessions; one's own need no right. */
function readerScope(viewer: Viewer): DataScope {
  const managed = scopeOf(viewer, 'account.edit');
  return { ...NOTHING, ...managed, ownerIds: [...new Set([...managed.ownerIds, viewer.personId])] };
}

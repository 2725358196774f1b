import { Injectable } from '@nestjs/common';
import { auditFact } from '../../../kernel/audit/audit-fact.js';
import { kindsBelow } from '../../../kernel/access/readable.js';
import { scopeOf, type Viewer } from '../../../kernel/access/viewer.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import type { Work } from '../../../kernel/database/work.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import { type PlacedRecord, PlacedRecords } from '../../../kernel/lists/placed-records.js';
import { CompanyCalendar } from '../../../kernel/runtime/company-calendar.js';
import { DomainError, Forbidden, NotFound } from '../../../kernel/runtime/domain-error.js';
import { meetAt } from '../domain/organisation-guard.js';
import { RecordGrant } from '../domain/record-grant.js';
import {
  GRANT_LEVEL,
  MOST_SHARES,
  RecordShared,
  type RecordShareLevelName,
  type RecordShareTypeName,
  SHARE_CAUSE,
  shareEnd,
  TeamExceeds,
  TooManyShares,
} from '../domain/record-share.js';
import { reachesPlace } from '../domain/role-scope.js';
import type { PersonNode } from '../graphql/person.types.js';
import { requireShared } from '../domain/shared-kinds.js';
import { PEOPLE } from '../queries/people-list.js';
import type { NamedShare } from '../queries/record-shares.js';
import { ViewerFinder } from '../queries/viewer-finder.js';

/** Whom a record is shared with, and how. */
export interface NewShare {
  readonly kind: string;
  readonly recordId: string;
  readonly personId: string;
  readonly as: RecordShareTypeName;
  readonly level: RecordShareLevelName;
  readonly until?: Date | null;
  readonly idempotencyKey?: string | null;
}

/** A share to take back. */
export interface ShareEnd {
  readonly shareId: string;
  readonly idempotencyKey?: string | null;
}

/** Lets people to single records by name, and takes that back: for a time 限时共享, or as members of the team 团队成员. */
@Injectable()
export class ShareRecord {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: PlacedRecords,
    private readonly lists: ListReader,
    private readonly calendar: CompanyCalendar,
    private readonly viewers: ViewerFinder,
  ) {}

  /** Gives a share, or changes its level and end. Throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT (kind), INVALID_SHARE_…, TEAM_EXCEEDS, TOO_MANY_SHARES. */
  give(viewer: Viewer, input: NewShare): Promise<NamedShare> {
    const { kind, recordId, personId, as, level, idempotencyKey } = input;
    const operation = { actor: viewer, action: 'share.set', idempotencyKey, input };
    return this.unitOfWork.run(operation, async (work) => {
      const giver = await this.viewers.byOwnRoles(viewer);
      const verbs = ['assign', ...(level === 'EDIT' ? ['edit'] : [])];
      const record = await this.reached(viewer, giver, { kind, recordId }, verbs);
      if (as === 'TEAM') this.checkTeam(giver, record, level);
      await this.checkPerson(viewer, personId, record);
      const share = await this.shareFor(work, { kind, recordId, personId, cause: SHARE_CAUSE[as] });
      const until = shareEnd(as, input.until === undefined ? share.until : input.until, work.at);
      Object.assign(share, { level: GRANT_LEVEL[level], until, spreads: as === 'TEAM' });
      if (share.id) work.save(share);
      else work.add(share);
      const terms = { person: [null, personId], as: [null, as], level: [null, level], until: [null, until] } as const;
      auditFact(work, { event: 'SHARED', kind, recordId, changes: terms });
      const told = { kind, personId, byName: viewer.name, level, until: until && this.calendar.dayOf(until) };
      work.record(RecordShared, recordId, told);
      return { kind, recordId, shareId: share.id };
    });
  }

  /** Throws NOT_FOUND (no such share, or its record is unseen), FORBIDDEN. */
  end(viewer: Viewer, input: ShareEnd): Promise<{ shareId: string }> {
    const { shareId, idempotencyKey } = input;
    const operation = { actor: viewer, action: 'share.end', idempotencyKey, input };
    return this.unitOfWork.run(operation, async (work) => {
      const share = await work.fetchUnscoped(RecordGrant, shareId);
      if (!share || !Object.values(SHARE_CAUSE).includes(share.cause)) throw new NotFound();
      await this.reached(viewer, viewer, share, ['assign']);
      work.remove(share);
      auditFact(work, {
        event: 'UNSHARED',
        kind: share.kind,
        recordId: share.recordId,
        changes: { person: [share.personId, null] },
      });
      return { shareId };
    });
  }

  /** Who reaches a record only because they were let to it does not let others to it; what was lent counts where `by` says so. */
  private async reached(
    viewer: Viewer,
    by: Viewer,
    { kind, recordId }: { readonly kind: string; readonly recordId: string },
    verbs: readonly string[],
  ): Promise<PlacedRecord> {
    requireShared(kind);
    const record = await this.records.seen(viewer, kind, recordId);
    for (const verb of verbs) if (!(await this.records.holds(by, record, verb))) throw new Forbidden(`${kind}.${verb}`);
    return record;
  }

  /** Who edits as a member of the team edits what belongs to the record as well: so must the giver, wherever the record stands. */
  private checkTeam(giver: Viewer, record: PlacedRecord, level: RecordShareLevelName): void {
    const below = kindsBelow(record.kind);
    if (below.length === 0) throw new DomainError('INVALID_SHARE_TYPE', ['input', 'as']);
    if (level !== 'EDIT') return;
    const beyond = below.filter((kind) => !reachesPlace(scopeOf(giver, `${kind}.edit`), record));
    if (beyond.length > 0) throw new TeamExceeds(beyond);
  }

  private async checkPerson(viewer: Viewer, personId: string, { ownerId }: PlacedRecord): Promise<void> {
    const [person] = await this.lists.byIds<PersonNode>(PEOPLE, viewer, [personId]);
    if (!person?.active || personId === ownerId || personId === viewer.personId)
      throw new DomainError('INVALID_SHARE_PERSON', ['input', 'personId']);
  }

  /** The share that the person has already, or a new one. */
  private async shareFor(
    work: Work,
    wanted: { kind: string; recordId: string; personId: string; cause: string },
  ): Promise<RecordGrant> {
    const { kind, recordId, personId, cause } = wanted;
    // Two who share one record at once meet here.
    await meetAt(work, recordId);
    const others = await work.fetchWhere(RecordGrant, { kind, recordId, cause: Object.values(SHARE_CAUSE) });
    const known = others.find((other) => other.personId === personId && other.cause === cause);
    if (known) return known;
    const counting = others.filter(({ until }) => until === null || until > work.at);
    if (counting.length >= MOST_SHARES) throw new TooManyShares();
    return Object.assign(new RecordGrant(), { ...wanted, causeId: recordId, until: null });
  }
}

import { defineEvent } from '../../../kernel/events/domain-event.js';
import type { GrantLevel } from '../../../kernel/access/viewer.js';
import { DomainError } from '../../../kernel/runtime/domain-error.js';
import { defineEnum, defineMessages } from '../../../kernel/runtime/labels.js';

export const RecordShareType = defineEnum('RecordShareType', 'In what way somebody is let to a record 共享方式.', {
  SHARE: { zh: '限时共享', en: 'This record alone, for a time' },
  TEAM: { zh: '团队成员', en: 'Member of the team: the record and what belongs to it, with or without an end' },
});
export type RecordShareTypeName = keyof typeof RecordShareType;

export const RecordShareLevel = defineEnum('RecordShareLevel', 'What somebody let to a record may do 共享级别.', {
  READ: { zh: '只读', en: 'Read it, and count it in reports' },
  EDIT: { zh: '读写', en: 'Do with it whatever their roles let them do with records they reach' },
});
export type RecordShareLevelName = keyof typeof RecordShareLevel;

/** The level as grants have it. */
export const GRANT_LEVEL: Readonly<Record<RecordShareLevelName, GrantLevel>> = { READ: 'read', EDIT: 'edit' };

/** Cause of the grant per type. */
export const SHARE_CAUSE: Readonly<Record<RecordShareTypeName, string>> = { SHARE: 'share', TEAM: 'team' };

/** How many people a record is shared with at most, in either way. */
export const MOST_SHARES = 100;
const LONGEST_MS = 366 * 86_400_000;

defineMessages({
  INVALID_SHARE_PERSON: {
    zh: '该人员不存在、已停用、就是此记录的负责人，或就是您本人。',
    en: 'This person does not exist, is disabled, owns the record anyway, or is yourself.',
  },
  INVALID_SHARE_TYPE: {
    zh: '没有其他记录从属于此类记录，不能设置团队；请使用 SHARE。',
    en: 'Nothing belongs to records of this kind, so they have no team. Use SHARE.',
  },
  TEAM_EXCEEDS: {
    zh: '您无权修改从属于此记录的{kinds}，不能让团队成员修改；请使用级别 READ。',
    en: 'Your roles do not let you edit what belongs to this record ({kinds}), so no member of its team gets that from you. Use the level READ.',
  },
  INVALID_SHARE_END: {
    zh: '限时共享须有结束时间；结束时间须晚于现在，且不超过一年。',
    en: 'A share needs an end. An end lies after now, and no more than a year ahead.',
  },
  TOO_MANY_SHARES: {
    zh: '一条记录最多共享给 {most} 人，请先取消不再需要的共享。',
    en: 'A record is shared with at most {most} people. Take back a share that is no longer needed.',
  },
});

/** The end that a share or membership gets; nobody is let to a record for a time past. Throws INVALID_SHARE_END. */
export function shareEnd(type: RecordShareTypeName, until: Date | null, now: Date): Date | null {
  if (until === null && type === 'TEAM') return null;
  const ms = (until?.getTime() ?? NaN) - now.getTime();
  if (!(ms > 0 && ms <= LONGEST_MS)) throw new DomainError('INVALID_SHARE_END', ['input', 'until']);
  return until;
}

/** Nobody gives what they do not hold: members of the team edit what belongs to the record as well. */
export class TeamExceeds extends DomainError {
  constructor(kinds: readonly string[]) {
    super('TEAM_EXCEEDS', ['input', 'level'], { kinds: kinds.join(', ') });
  }
}

/** Everybody whom a record can be shared with has been reached. */
export class TooManyShares extends DomainError {
  constructor() {
    super('TOO_MANY_SHARES', ['input', 'personId'], { most: MOST_SHARES });
  }
}

/** What the event of a share carries. */
export interface RecordSharedPayload {
  readonly kind: string;
  readonly personId: string;
  readonly byName: string;
  readonly level: RecordShareLevelName;
  /** Day in the company's zone; null: without an end. */
  readonly until: string | null;
}

/** Somebody was let to a record, or the terms have changed. */
export const RecordShared = defineEvent<RecordSharedPayload>('RecordShared');

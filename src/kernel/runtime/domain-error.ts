/** A refusal that the user can mend; thrown so that the transaction rolls back, shown in the payload's `userErrors`. */
export class DomainError extends Error {
  constructor(
    /** SCREAMING code, a key of the message catalogue. */
    readonly code: string,
    /** Where in the mutation's arguments the cause stands, for example ['input', 'amount']; empty for the record as a whole. */
    readonly path: readonly string[] = [],
    /** Values for the message's placeholders, and data of concrete error types. */
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(code);
  }
}

/** Several refusals at once, for forms that want all of them. */
export class DomainErrors extends DomainError {
  constructor(readonly errors: readonly DomainError[]) {
    super(errors[0]?.code ?? 'INVALID', errors[0]?.path ?? []);
  }
}

/** The record was changed by someone else since the asker read it. */
export class StaleRecord extends DomainError {
  constructor(readonly currentVersion: number) {
    super('STALE_RECORD', ['input', 'expectedVersion'], { currentVersion });
  }
}

/** The record is locked, for example because an approval about it runs. */
export class RecordLocked extends DomainError {
  constructor(details: Readonly<Record<string, unknown>> = {}) {
    super('RECORD_LOCKED', [], details);
  }
}

/** Codes at the top level of an answer; the set is closed. */
export type RequestErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'CONFLICT'
  | 'QUERY_TOO_COMPLEX'
  | 'RATE_LIMITED'
  | 'UNAVAILABLE'
  | 'INTERNAL';

/** A refusal of the request as a whole; becomes a top-level GraphQL error with that code. */
export class RequestRefused extends Error {
  constructor(
    readonly code: RequestErrorCode,
    message: string,
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(message);
  }
}

/** Missing, or not to be seen by the asker: the two answer alike. */
export class NotFound extends RequestRefused {
  constructor() {
    super('NOT_FOUND', 'There is no such record, or you may not see it. 记录不存在或您无权查看。');
  }
}

/** Signed in, but with a password that must be changed before anything else. */
export class Restricted extends RequestRefused {
  constructor() {
    super('FORBIDDEN', 'Change your password first (passwordChange). 请先修改密码（passwordChange）。');
  }
}

/** Seen, but the action is not allowed on it. */
export class Forbidden extends RequestRefused {
  constructor(readonly action: string) {
    super('FORBIDDEN', `You may not do this (${action}). 您没有此操作的权限（${action}）。`);
  }
}

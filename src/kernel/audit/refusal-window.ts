import type { AuditChanges } from './audit-changes.js';

/** A refusal as the audit keeps it. */
export interface Refusal {
  readonly event: 'REFUSED' | 'SIGN_IN_REFUSED';
  readonly actorId: string | null;
  readonly sessionId: string | null;
  readonly address: string | null;
  readonly requestId: string | null;
  readonly action: string;
  readonly kind: string;
  readonly recordId: string;
  readonly reason: string;
  readonly changes: AuditChanges;
}

/** A refusal and how often it is told of at once. */
export interface CountedRefusal {
  readonly refusal: Refusal;
  readonly times: number;
}

/** Different refusals that one person (or address, where nobody is signed in) may have entries for in a window, and everybody together. */
export const MOST_PER_PERSON = 30;
export const MOST_TOGETHER = 300;

const OF_NOBODY = { actorId: null, sessionId: null, address: null, requestId: null, recordId: '0', changes: {} };

/** The refusals of one minute: each different one is told at once, its repetitions and what is beyond the bounds are only counted. */
export class RefusalWindow {
  private readonly known = new Map<string, { refusal: Refusal; again: number }>();
  private readonly perPerson = new Map<string, number>();
  private readonly beyond = new Map<string, { refusal: Refusal; times: number }>();

  /** Whether the refusal is to be written at once; otherwise it is counted. */
  take(refusal: Refusal): boolean {
    const { event, actorId, address, action, kind, recordId, reason, changes } = refusal;
    const person = actorId ?? address ?? '';
    const key = JSON.stringify([event, person, address, action, kind, recordId, reason, changes]);
    const known = this.known.get(key);
    if (known) {
      known.again += 1;
      return false;
    }
    const own = this.perPerson.get(person) ?? 0;
    if (own >= MOST_PER_PERSON || this.known.size >= MOST_TOGETHER) {
      this.countBeyond(refusal, own >= MOST_PER_PERSON ? person : null);
      return false;
    }
    this.perPerson.set(person, own + 1);
    this.known.set(key, { refusal, again: 0 });
    return true;
  }

  /** What was only counted: repetitions, and one sum of what went beyond the bounds for each person and for everybody else. */
  counted(): CountedRefusal[] {
    const again = [...this.known.values()].filter((one) => one.again > 0);
    return [...again.map((one) => ({ refusal: one.refusal, times: one.again })), ...this.beyond.values()];
  }

  /** People who went beyond their bound are among those who have entries, so there are few of them. */
  private countBeyond(refusal: Refusal, person: string | null): void {
    const key = JSON.stringify([refusal.event, person]);
    const { event, actorId, sessionId, address } = refusal;
    const of = person === null ? OF_NOBODY : { ...OF_NOBODY, actorId, sessionId, address };
    const sum = this.beyond.get(key) ?? {
      refusal: { ...of, event, action: '*', kind: '*', reason: 'further refusals, counted only' },
      times: 0,
    };
    sum.times += 1;
    this.beyond.set(key, sum);
  }
}

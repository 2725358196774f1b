import type { ServiceCaseKindName, ServiceClockName } from './service-enums.js';

/** How soon the customer hears from us for the first time. */
export interface ResponseTarget {
  readonly minutes: number;
  readonly clock: ServiceClockName;
}

/** The moments of a case's first-response clock; null where something has not happened. */
export interface ResponseClock {
  firstResponseWarnAt: Date;
  firstResponseDueAt: Date;
  firstRespondedAt: Date | null;
  firstResponseWarnedAt: Date | null;
  firstResponseBreachedAt: Date | null;
}

/** What a clock can tell. */
export type ClockSignal = 'WARNED' | 'BREACHED';

/** The warning comes after this share of the time. */
export const WARN_SHARE = 0.75;

const COMPLAINT_MINUTES = 120;
const USUAL_MINUTES = 480;

/** The target where a process sets none: complaints within 2 hours day and night, the rest within 8 working hours. */
export function usualTarget(kind: ServiceCaseKindName): ResponseTarget {
  return kind === 'COMPLAINT'
    ? { minutes: COMPLAINT_MINUTES, clock: 'NATURAL' }
    : { minutes: USUAL_MINUTES, clock: 'WORKING' };
}

/** Marks what is due at the moment and has not been told, in order: each signal comes once in a clock's life. */
export function fireDue(clock: ResponseClock, at: Date): ClockSignal[] {
  if (clock.firstRespondedAt !== null) return [];
  const signals: ClockSignal[] = [];
  if (clock.firstResponseWarnedAt === null && clock.firstResponseWarnAt <= at) {
    clock.firstResponseWarnedAt = at;
    signals.push('WARNED');
  }
  if (clock.firstResponseBreachedAt === null && clock.firstResponseDueAt <= at) {
    clock.firstResponseBreachedAt = at;
    signals.push('BREACHED');
  }
  return signals;
}

/** Stops the clock at the first response; a late one that no tick has noticed yet is a breach all the same. */
export function stopClock(clock: ResponseClock, at: Date): ClockSignal[] {
  if (clock.firstRespondedAt !== null) return [];
  const late = clock.firstResponseDueAt < at && clock.firstResponseBreachedAt === null;
  if (late) clock.firstResponseBreachedAt = at;
  clock.firstRespondedAt = at;
  return late ? ['BREACHED'] : [];
}

import type { HandoverTargetName } from './handover-enums.js';

/** Hands records of a kind (null: of every kind) to somebody. Rules are tried in order; the first that finds somebody who suits counts. */
export interface HandoverRule {
  readonly kind: string | null;
  readonly to: HandoverTargetName;
  /** Who gets them (PERSON), or whose team (TEAM_MEMBERS). */
  readonly personId: string | null;
  /** Among whose members they are spread. */
  readonly departmentId: string | null;
}

/** One record that goes to a named person, whatever the rules say. */
export interface NamedRecord {
  readonly kind: string;
  readonly recordId: string;
  readonly personId: string;
}

/** What is handed over and how. */
export interface HandoverTerms {
  readonly personId: string;
  /** The leaver's department: whose head steps in where no rule finds anybody. */
  readonly departmentId: string;
  readonly rules: readonly HandoverRule[];
  readonly records: readonly NamedRecord[];
  /** Also what is closed; by default it stays with the leaver, who did it. */
  readonly closedToo: boolean;
}

/** What a rule lacks; null when it is whole. */
export function lackingField({ to, personId, departmentId }: HandoverRule): 'personId' | 'departmentId' | null {
  if ((to === 'PERSON' || to === 'TEAM_MEMBERS') && personId === null) return 'personId';
  return to === 'DEPARTMENT_MEMBERS' && departmentId === null ? 'departmentId' : null;
}

/** The people in the order in which an even spread asks them: who has got least first, then by id. */
export function leastFirst(people: readonly string[], countOf: (personId: string) => number): string[] {
  const counts = new Map(people.map((id) => [id, countOf(id)]));
  return [...people].sort((a, b) => counts.get(a)! - counts.get(b)! || (BigInt(a) < BigInt(b) ? -1 : 1));
}

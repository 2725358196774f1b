import type { SourceFile } from './source-file.js';

/** One place that breaks a rule; `line` is 0 where the file as a whole, or its absence, is meant. */
export interface Violation {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** A check over parsed files that reads nothing else. */
export interface Rule {
  /** Also the name of its fixture folder. */
  readonly name: string;
  readonly check: (files: readonly SourceFile[]) => Violation[];
}

/** A file that may do what a rule forbids, and why. */
export interface Exception {
  readonly path: RegExp;
  readonly reason: string;
}

/** Whether one of the exceptions covers that path. */
export function excepted(exceptions: readonly Exception[], path: string): boolean {
  return exceptions.some((exception) => exception.path.test(path));
}

/** "path:line message", the form in which specs and fixtures state a violation. */
export function violationText(violation: Violation): string {
  const place = violation.line > 0 ? `${violation.path}:${violation.line}` : violation.path;
  return `${place} ${violation.message}`;
}

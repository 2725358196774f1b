/** When a job is due: every so many minutes (counted from 1970-01-01 UTC), or daily at `HH:MM` by the company's clocks. */
export type JobSchedule = { readonly minutes: number } | { readonly dailyAt: string };

/** How a job is called and when it runs. */
export interface JobOptions {
  /** Unique, kebab-case, such as `churn-scan`. */
  readonly name: string;
  readonly every: JobSchedule;
  /** After so many seconds a run counts as lost and may be started again, here or by another instance. */
  readonly longestSeconds: number;
}

/** One run of a job, as its method sees it. */
export interface JobRun {
  /** The time slot the run is for. */
  readonly plannedAt: Date;
  /** Grows with each attempt at the slot. */
  readonly fence: number;
  /** Aborted when the run takes too long or the server stops: look at it between steps and return; the run is then tried again. */
  readonly signal: AbortSignal;
}

/** A job found in the loaded code. */
export interface JobDeclaration extends JobOptions {
  readonly owner: object;
  readonly method: string;
}

/** What a job returns when there was nothing to do; such runs are told to nobody but the debug log. */
export const NOTHING_DONE = 'nothing to do';

const NAME = /^[a-z][a-z0-9-]{0,79}$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

const declarations = new Map<string, JobDeclaration>();

/** Marks a method of an injectable as a scheduled job; it runs once per slot over all instances and returns in words what it did. Throws at definition. */
export function ScheduledJob(options: JobOptions) {
  assertUsable(options);
  return <M extends (run: JobRun) => Promise<string>>(
    owner: object,
    key: string | symbol,
    _method: TypedPropertyDescriptor<M>,
  ): void => {
    if (declarations.has(options.name)) throw new Error(`Job ${options.name} is declared twice.`);
    declarations.set(options.name, { ...options, owner, method: String(key) });
  };
}

/** The jobs declared in the loaded code. */
export function declaredJobs(): readonly JobDeclaration[] {
  return [...declarations.values()];
}

function assertUsable({ name, every, longestSeconds }: JobOptions): void {
  if (!NAME.test(name)) throw new Error(`"${name}" is no name for a job: small letters, digits and hyphens.`);
  if (!Number.isInteger(longestSeconds) || longestSeconds < 1)
    throw new Error(`Job ${name}: longestSeconds is not 1 or more.`);
  if ('dailyAt' in every ? !TIME.test(every.dailyAt) : !Number.isInteger(every.minutes) || every.minutes < 1)
    throw new Error(`Job ${name}: the schedule is neither whole minutes nor HH:MM.`);
}

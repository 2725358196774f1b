/** What the log keeps of an error; whatever else libraries hang on theirs may hold values of customers. */
export interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly code?: unknown;
  readonly errno?: unknown;
  readonly sqlState?: unknown;
  /** The SQL with its placeholders, never with values. */
  readonly statement?: unknown;
  readonly cause?: LoggedError;
}

/** Words of the engine (1062, 1064, 1292, 1366 …) and of GraphQL behind which a value stands; a stack repeats its message. */
const ENTRY = /\b(entry|value:?|near) '.*?'(?= for | at |$)/gms;
const UNFIT = /(cannot represent [^:\n]*value): .*/g;
const TELEPHONE = /(?<![\w.])1[3-9]\d{9}(?![\w.])/g;
const EMAIL = /[\w.+-]+@[\w-]+(\.[\w-]+)+/g;
const KEPT = ['code', 'errno', 'sqlState', 'statement'] as const;
const DEEPEST_CAUSE = 4;

/** An error as the log may show it: where and why it arose, without what somebody typed. */
export function loggedError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: withoutValues(String(error)), stack: undefined };
  const facts = error as unknown as Record<string, unknown>;
  return {
    type: error.constructor.name,
    message: withoutValues(error.message),
    stack: error.stack === undefined ? undefined : withoutValues(error.stack),
    ...Object.fromEntries(KEPT.filter((name) => facts[name] !== undefined).map((name) => [name, facts[name]])),
    ...(error.cause instanceof Error && depth < DEEPEST_CAUSE && { cause: loggedError(error.cause, depth + 1) }),
  };
}

function withoutValues(text: string): string {
  return text.replace(ENTRY, "$1 '…'").replace(UNFIT, '$1: …').replace(TELEPHONE, '…').replace(EMAIL, '…');
}

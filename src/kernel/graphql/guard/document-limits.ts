/**
 * What one document may ask for, on HTTP and WebSocket alike. Counts are taken after spreading fragments, so that a fragment
 * used twice counts twice; `bytes`, `lines`, `tokens`, `textLength`, `inputDepth` and `operations` are counted as written.
 */
export const LIMITS = {
  /** UTF-8 bytes of the document's text. */
  bytes: 100_000,
  /** Lines of the text; finding the place of a syntax error takes time per line. */
  lines: 2_000,
  /** Lexical tokens, comments not counted; the parser stops at the first one too many. */
  tokens: 1_500,
  /** Characters of all names and literals together; error messages repeat them. */
  textLength: 20_000,
  /** Levels of fields, a root field being the first. */
  depth: 10,
  /** Levels below and including `__schema` or `__type`. */
  introspectionDepth: 20,
  /** Fields with an alias. */
  aliases: 30,
  /** Directives on operations, variables, fragments and fields. */
  directives: 30,
  /** Fields of one operation. */
  fields: 400,
  /** Operations in one document. */
  operations: 5,
  /** Variables declared by one operation, and variables sent. */
  variables: 100,
  /** Levels of lists and objects in one argument or one variable. */
  inputDepth: 20,
  /** Fields compared to find out whether selections of the same name can be merged. */
  mergeSteps: 10_000,
  /** Rows that the operation may read, by the sizes of its lists. */
  cost: 10_000,
  /** Different moments of the past that one operation names; each is read by itself, with loaders of its own. */
  moments: 5,
} as const;

/** Name of one limit, sent to the client as `extensions.measure`. */
export type LimitMeasure = keyof typeof LIMITS;

/** Rows assumed for a list that states no size. */
export const DEFAULT_LIST_SIZE = 10;

/** Rows that the total of a root list counts for: the whole list is read, though fewer bytes of each row. */
export const TOTAL_ROWS = 200;

/** Rows that a root list of the past counts for beside its own: it is found in the history of all records, not in the present alone. */
export const PAST_ROWS = 300;

/** Rows that a refused document takes from its sender's budget: deciding takes time, too. */
export const REFUSED_ROWS = 50;

/** What each limit counts, and the way out, for the message. */
export const LIMIT_WORDS: Readonly<Record<LimitMeasure, { readonly counts: string; readonly advice: string }>> = {
  bytes: { counts: 'bytes', advice: 'Send long values as variables, or split the document.' },
  lines: { counts: 'lines', advice: 'Remove comments and empty lines, or split the document.' },
  tokens: { counts: 'tokens', advice: 'Split the document into several requests.' },
  textLength: { counts: 'characters in names and literals', advice: 'Send long values as variables.' },
  depth: { counts: 'levels of fields', advice: 'Ask for the inner records in a second request.' },
  introspectionDepth: { counts: 'levels of introspection', advice: 'Use the standard introspection query.' },
  aliases: { counts: 'aliases', advice: 'Ask for a list, or split the document into several requests.' },
  directives: { counts: 'directives', advice: 'Remove directives that change nothing.' },
  fields: { counts: 'fields', advice: 'Select fewer fields, or split the document into several requests.' },
  operations: { counts: 'operations', advice: 'Send each operation as a document of its own.' },
  variables: { counts: 'variables', advice: 'Gather values in one input object.' },
  inputDepth: { counts: 'levels inside an argument or variable', advice: 'Flatten the filter or input.' },
  mergeSteps: { counts: 'comparisons of repeated fields', advice: 'Select each field once per level.' },
  moments: { counts: 'different moments', advice: 'Ask for the other moments in further requests.' },
  cost: { counts: 'rows', advice: 'Ask for fewer records with `first`, or for inner lists in a second request.' },
};

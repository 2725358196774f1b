import { readFileSync } from 'node:fs';

/** One fenced query of a page, with what its info string asks for. */
export interface DocQuery {
  readonly page: string;
  readonly line: number;
  readonly query: string;
  /** Whose login asks: `public`, `sales`, `manager`, `analyst`. */
  readonly role: string;
  readonly subscription: boolean;
  /** The code that the whole request is refused with; null when it must succeed. */
  readonly refused: string | null;
  /** Name → path in the answer's data, kept for later queries. */
  readonly saves: Readonly<Record<string, string>>;
  /** The page's variables, with `"$name"` still in it. */
  readonly variables: string;
  /** What the page shows as the answer; null when it shows none. */
  readonly answer: string | null;
}

const BLOCK = /```(graphql|json) ([^\n]*)\n([\s\S]*?)```/g;

/** The queries of a page in order. A `json variables` or `json answer` block belongs to the query before it. */
export function docQueries(page: string): DocQuery[] {
  const text = readFileSync(page, 'utf8');
  const queries: DocQuery[] = [];
  for (const match of text.matchAll(BLOCK)) {
    const [, language, info = '', body = ''] = match;
    const last = queries.at(-1);
    if (language === 'json' && last) queries[queries.length - 1] = { ...last, [info.trim()]: body };
    if (language === 'graphql') queries.push(queryOf(page, text.slice(0, match.index).split('\n').length, info, body));
  }
  return queries;
}

function queryOf(page: string, line: number, info: string, query: string): DocQuery {
  const [role = '', ...words] = info.trim().split(/\s+/);
  const pairs = words.filter((word) => word.includes('=')).map((word) => word.split('=') as [string, string]);
  const { refused = null, ...saves } = Object.fromEntries(pairs);
  return {
    page,
    line,
    query,
    role,
    subscription: words.includes('subscription'),
    refused,
    saves,
    variables: '{}',
    answer: null,
  };
}

/** The variables with each `"$name"` replaced by the value kept under that name. Throws when a name is unknown. */
export function fillVariables(text: string, kept: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const filled = text.replace(/"\$(\w+)"/g, (_, name: string) => {
    if (!(name in kept)) throw new Error(`No earlier query keeps $${name}.`);
    return JSON.stringify(kept[name]);
  });
  return JSON.parse(filled) as Record<string, unknown>;
}

/** The value at a path such as `customers.nodes.0.id`. */
export function valueAt(data: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | null)?.[key], data);
}

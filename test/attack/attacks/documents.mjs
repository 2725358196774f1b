import { failed, leakIn, refused, survived } from '../target.mjs';

const times = (count, text) => Array.from({ length: count }, (_, index) => text(index)).join(' ');

/** Documents that fit the product's schema and ask for too much of it. */
const GREEDY = [
  ['a deep cycle of 60 levels', `{ customers { nodes { ${'parent { '.repeat(60)}id${' }'.repeat(60)} } } }`],
  [
    'lists in lists in lists',
    '{ customers(first: 100) { nodes { contacts(first: 100) { nodes { id } } interactions(first: 100) { nodes { id } } } } }',
  ],
  ['every total at once', `{ ${times(29, (i) => `a${i}: customers { totalCount } b: customers { totalCount }`)} }`],
  [
    'reports side by side',
    `{ ${times(12, (i) => `a${i}: report(query: { dataset: "customers", measures: ["count"] }) { rows totals }`)} }`,
  ],
  ['circular introspection', `{ __schema { ${'types { fields { type { '.repeat(8)}name${' } } }'.repeat(8)} } }`],
  ['a page of a million', '{ customers(first: 1000000) { nodes { id } } }'],
];

const CODES = ['QUERY_TOO_COMPLEX', 'BAD_USER_INPUT', 'UNAUTHENTICATED', 'RATE_LIMITED'];

/** Every hostile document over HTTP and over a socket, again and again. `hostile` comes from the guard's own specs. */
export function documentAttacks(hostile) {
  const documents = [...hostile.ATTACKS.map(([name, source]) => [name, source]), ...GREEDY];
  return documents.flatMap(([name, source]) => [
    { transport: 'HTTP', kind: 'document', name, run: (target) => overHttp(target, source) },
    { transport: 'WebSocket', kind: 'document', name, run: (target) => overSocket(target, source) },
  ]);
}

async function overHttp(target, source) {
  const answers = await Promise.all(Array.from({ length: target.rounds }, () => target.ask(source)));
  return verdict(
    answers.map(({ status, text }) => ({ text, odd: status === 0 || status >= 500 ? `status ${status}` : null })),
  );
}

async function overSocket(target, source) {
  const seen = await target.socket();
  for (let round = 0; round < target.rounds; round += 1)
    seen.socket.send(
      JSON.stringify({ type: 'subscribe', id: `d${round}`, payload: { query: source } }),
      () => undefined,
    );
  const isTooLarge = Buffer.byteLength(source) > 64 * 1024 - 100;
  const answers = () => seen.messages.filter(({ type }) => type === 'error' || type === 'next');
  await target.until(() => seen.code !== null || answers().length === target.rounds);
  const { code } = seen;
  seen.socket.terminate();
  if (isTooLarge) return code === 1009 ? refused('1009') : failed(`a frame beyond the limit: code ${code}`);
  if (code !== null) return failed(`a bad document closed the socket with ${code}`);
  if (answers().length < target.rounds) return failed(`${answers().length} of ${target.rounds} answers`);
  return verdict(
    answers().map(({ payload, type }) => ({
      text: JSON.stringify(type === 'error' ? { errors: payload } : payload),
      odd: null,
    })),
  );
}

function verdict(answers) {
  const codes = new Set();
  for (const { text, odd } of answers) {
    if (odd) return failed(`${odd} ${text.slice(0, 100)}`);
    if (leakIn(text)) return failed(`the answer tells of the inside: ${leakIn(text)}`);
    const { errors } = JSON.parse(text || '{}');
    const code = errors?.[0]?.extensions?.code;
    if (!CODES.includes(code)) return failed(code ?? 'it was answered');
    codes.add(code);
  }
  return refused([...codes].join(', '));
}

/** Documents that stay within every limit; the server has to live with them. */
export function allowedDocuments() {
  const largest = `{ ${times(25, (i) => `a${i}: customers(first: 3) { nodes { id name owner { id name } contacts(first: 2) { nodes { id name } } } }`)} }`;
  const run = async (target) => {
    const answers = await Promise.all(
      Array.from({ length: target.rounds }, () => target.ask(largest, { token: target.tokens[2] })),
    );
    const odd = answers.find(({ status }) => ![200, 429, 503].includes(status));
    return odd
      ? failed(`status ${odd.status} ${odd.text.slice(0, 100)}`)
      : survived(
          answers
            .map(({ status }) => status)
            .join(' ')
            .slice(0, 40),
        );
  };
  return [{ transport: 'HTTP', kind: 'document', name: 'the most that the limits allow', run }];
}

import { buildSchema, getIntrospectionQuery, type GraphQLError } from 'graphql';
import { cacheOf, guardDocument, type GuardedRequest, type GuardVerdict } from './guard-document.js';
import { LIMITS } from './document-limits.js';
import { fixtureSchema } from './fixture-schema.js';

const schema = fixtureSchema();

function verdictOn(source: string, more: Partial<GuardedRequest> = {}): GuardVerdict {
  return guardDocument({ source, schema, signedIn: true, ...more });
}

function errorsOf(verdict: GuardVerdict): readonly GraphQLError[] {
  return verdict.ok ? [] : verdict.errors;
}

function times(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => text(index)).join(' ');
}

const nested = (levels: number): string => `${'parent{'.repeat(levels - 2)}id${'}'.repeat(levels - 2)}`;
const atDepth = (levels: number): string => `{customer(id:1){${nested(levels)}}}`;

describe('accepted documents', () => {
  it('come with their operation, cost and depth', () => {
    const verdict = verdictOn('query A { customers(first: 5) { nodes { id owner { login } } } }');
    expect(verdict).toMatchObject({ ok: true, cost: 10, depth: 4 });
    expect(verdict.ok && verdict.operation.name?.value).toBe('A');
  });

  it.each([
    ['the only operation', 'query A { greeting }', undefined, 'A'],
    ['an empty name as none', 'query A { greeting }', '', 'A'],
    ['the named one', 'query A { greeting } query B { greeting }', 'B', 'B'],
    ['a subscription', 'subscription S { customerChanged(id: 1) { id } }', null, 'S'],
  ])('choose %s', (_case, source, operationName, expected) => {
    const verdict = verdictOn(source, { operationName });
    expect(verdict.ok && verdict.operation.name?.value).toBe(expected);
  });
});

const atMoments = (count: number): string =>
  `query Q0{${times(count, (i) => `a${i}:customer(id:1,asOf:"2024-01-0${i + 1}T00:00:00Z"){id}`)}}`;

describe('limits: the last allowed and the first refused', () => {
  const cases: [keyof typeof LIMITS, string, string][] = [
    ['bytes', `{greeting #${'é'.repeat(49_993)}\n}`, `{greeting #${'é'.repeat(49_994)}\n}`],
    ['lines', `{greeting${'\r\n'.repeat(1_999)}}`, `{greeting${'\r\n'.repeat(2_000)}}`],
    ['tokens', `{greeting(words:[${'"",'.repeat(1_491)}])}`, `{greeting(words:[${'"",'.repeat(1_493)}])}`],
    ['textLength', `{greeting(words:["${'x'.repeat(19_987)}"])}`, `{greeting(words:["${'x'.repeat(19_988)}"])}`],
    ['depth', atDepth(10), atDepth(11)],
    ['aliases', `{${times(30, (i) => `a${i}:greeting`)}}`, `{${times(31, (i) => `a${i}:greeting`)}}`],
    ['moments', atMoments(5), atMoments(6)],
    ['directives', `query @mark {greeting ${'@mark '.repeat(29)}}`, `query @mark {greeting ${'@mark '.repeat(30)}}`],
    ['fields', `{${'greeting '.repeat(400)}}`, `{${'greeting '.repeat(401)}}`],
    ['operations', times(5, (i) => `query Q${i}{greeting}`), times(6, (i) => `query Q${i}{greeting}`)],
    [
      'variables',
      `query A(${times(100, (i) => `$v${i}:Int`)}){greeting(words:["${'x'}"])${usingVariables(100)}}`,
      `query A(${times(101, (i) => `$v${i}:Int`)}){greeting(words:["${'x'}"])${usingVariables(101)}}`,
    ],
    [
      'inputDepth',
      `{customers(filter:${'{and:'.repeat(19)}{name:"x"}${'}'.repeat(19)}){totalCount}}`,
      `{customers(filter:${'{and:'.repeat(20)}{name:"x"}${'}'.repeat(20)}){totalCount}}`,
    ],
  ];

  it.each(cases)('%s', (measure, allowed, refused) => {
    const measures = (source: string): unknown[] =>
      errorsOf(verdictOn(source, { operationName: 'Q0' })).map((error) => error.extensions['measure']);
    expect(measures(allowed)).not.toContain(measure);
    expect(measures(refused)).toContain(measure);
  });

  it('say what is exceeded, by how much, and what to do', () => {
    const verdict = verdictOn(atDepth(14));
    expect(verdict).toMatchObject({ ok: false, httpStatus: 400 });
    expect(errorsOf(verdict).map((error) => error.toJSON())).toEqual([
      {
        message: expect.stringMatching(/14 levels of fields; at most 10 .* second request/),
        extensions: { code: 'QUERY_TOO_COMPLEX', measure: 'depth', limit: 10, actual: 14 },
      },
    ]);
  });

  it('name every exceeded limit at once', () => {
    const verdict = verdictOn(`{${times(31, (i) => `a${i}:greeting`)} ${'greeting '.repeat(380)}}`);
    expect(errorsOf(verdict).map((error) => error.extensions['measure'])).toEqual(['aliases', 'fields']);
  });

  it('count what fragments bring each time they are spread', () => {
    const fragment = `fragment Ten on Query {${times(10, (i) => `a${i}:greeting`)}}`;
    expect(verdictOn(`{...Ten ...Ten ...Ten} ${fragment}`).ok).toBe(true);
    expect(verdictOn(`{...Ten ...Ten ...Ten ...Ten} ${fragment}`).ok).toBe(false);
    expect(verdictOn(`{customer(id:1){...Deep}} fragment Deep on Customer{${nested(11)}}`).ok).toBe(false);
  });

  it('hold for the variables that are sent, declared or not', () => {
    const variables = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`v${index}`, index]));
    expect(errorsOf(verdictOn('{greeting}', { variables }))[0]?.extensions).toMatchObject({
      measure: 'variables',
      actual: 101,
    });
  });
});

function usingVariables(count: number): string {
  return ` customers(filter:{and:[${times(count, (i) => `{name:$v${i}}`)}]}){totalCount}`;
}

describe('documents that cannot be executed', () => {
  it.each([
    ['a syntax error', '{', undefined, /Syntax Error/],
    ['nothing', '', undefined, /Syntax Error/],
    ['an unknown field', '{greetingg}', undefined, /Did you mean "greeting"\?/],
    ['only fragments', 'fragment F on Query {greeting}', undefined, /never used/],
    ['a type definition', 'type A {a: Int}', undefined, /not executable/],
    ['no name for several operations', 'query A{greeting} query B{greeting}', undefined, /operationName/],
    ['a name that is not there', 'query A{greeting}', 'toString', /no operation named "toString"/],
    ['a circle of one', '{...A} fragment A on Query{...A}', undefined, /within itself/],
    [
      'a circle of two',
      '{...A} fragment A on Query{...B} fragment B on Query{greeting ...A}',
      undefined,
      /within itself/,
    ],
    [
      'a circle through fields',
      '{customer(id:1){...A}} fragment A on Customer{parent{...A}}',
      undefined,
      /within itself/,
    ],
    ['conflicting fields', '{a:greeting(number:1) a:greeting(number:2)}', undefined, /differing arguments/],
    [
      'nested introspection',
      '{__schema{types{fields{type{fields{type{fields{name}}}}}}}}',
      undefined,
      /introspection depth/,
    ],
  ])('%s', (_case, source, operationName, message) => {
    const verdict = verdictOn(source, { operationName });
    expect(verdict).toMatchObject({ ok: false, httpStatus: 400 });
    expect(errorsOf(verdict)[0]?.message).toMatch(message);
    expect(errorsOf(verdict)[0]?.extensions['code']).toBe('BAD_USER_INPUT');
  });

  it('tell where the error stands', () => {
    expect(errorsOf(verdictOn('{\n  greetingg\n}'))[0]?.locations).toEqual([{ line: 2, column: 3 }]);
    expect(errorsOf(verdictOn('{\n  greeting('))[0]?.locations).toEqual([{ line: 2, column: 12 }]);
  });

  it('do not send long parts of the document back', () => {
    expect(errorsOf(verdictOn(`{${'x'.repeat(15_000)}}`))[0]?.message.length).toBeLessThanOrEqual(500);
  });
});

describe('callers who are not signed in', () => {
  const asStranger = (source: string): GuardVerdict => verdictOn(source, { signedIn: false });

  it.each([
    '{__schema{types{name}}}',
    '{__type(name:"Query"){name}}',
    '{...F} fragment F on Query{a:__schema{types{name}}}',
  ])('cannot introspect: %s', (source) => {
    const verdict = asStranger(source);
    expect(verdict).toMatchObject({ ok: false, httpStatus: 401 });
    expect(errorsOf(verdict).map((error) => error.extensions['code'])).toEqual(['UNAUTHENTICATED']);
    expect(verdictOn(source).ok).toBe(true);
    expect(asStranger(source).ok).toBe(false);
  });

  it('may ask for __typename and sign in', () => {
    expect(asStranger('{__typename}').ok).toBe(true);
    expect(asStranger('mutation{signIn(input:{login:"a",password:"b"}){token}}').ok).toBe(true);
  });

  it.each([
    ...[
      '{greetingg}',
      '{greeting}',
      '{customer(id:1){foo}}',
      '{customer{id}}',
      '{customer(id:1)}',
      '{customers{totalCount}}',
    ],
    ...[
      'mutation{signInn}',
      'subscription{customerChanged(id:1){id}}',
      'subscription{nothing}',
      '{__typename greeting}',
    ],
    ...[
      '{... on Custome{id}}',
      '{... on Customer{id}}',
      '{greeting @mar}',
      '{greeting @mark}',
      '{greeting @skip(if:true)}',
    ],
    ...[
      '{...F} fragment F on Customer{id}',
      '{...F} fragment F on Query{greeting}',
      '{...F} fragment F on Nothing{id}',
    ],
    ...['query($f:CustomerFilter){customers(filter:$f){totalCount}}', 'query($f:Nothing){nothing(filter:$f)}'],
    ...['mutation{signIn(input:{login:"a",password:"b"}){token} other}', '{a:customer(id:1){id} a:records{id}}'],
  ])('get the same answer to %s as to whatever else is not open to them', (source) => {
    const verdict = asStranger(source);
    expect(verdict).toMatchObject({ ok: false, httpStatus: 401 });
    expect(errorsOf(verdict).map((error) => error.toJSON())).toEqual([
      { message: 'Sign in first. 请先登录。', extensions: { code: 'UNAUTHENTICATED' } },
    ]);
  });

  it.each([
    ['mutation{signIn{token}}', /argument "input" of type "SignInInput!" is required/],
    ['mutation{signIn(input:{login:"a"}){token}}', /"SignInInput.password" of required type "String!"/],
    ['mutation{signIn(input:{login:"a",password:"b"}){tokn}}', /Did you mean "token"\?/],
    ['mutation{signIn(input:{login:"a",password:"b"}){token ... on Customer{id}}}', /Unknown type "Customer"/],
    ['mutation{signIn(input:{login:"a",password:"b"}){token ... on Custome{id}}}', /Unknown type "Custome"/],
    ['mutation($f:CustomerFilter){signIn(input:$f){token}}', /Unknown type "CustomerFilter"/],
    ['mutation{signIn(input:{login:"a",password:"b"}){token @mark}}', /Unknown directive "@mark"/],
  ])('are helped with signing in: %s', (source, message) => {
    const verdict = asStranger(source);
    expect(verdict).toMatchObject({ ok: false, httpStatus: 400 });
    expect(errorsOf(verdict)[0]?.message).toMatch(message);
  });

  it('do not change what a signed-in caller is told, whoever asks first', () => {
    for (const signedIn of [false, true, false, true])
      expect(/Did you mean/.test(errorsOf(verdictOn('{custome}', { signedIn }))[0]?.message ?? '')).toBe(signedIn);
  });
});

describe('signed-in callers', () => {
  it.each([
    {},
    { inputValueDeprecation: true, specifiedByUrl: true, schemaDescription: true, directiveIsRepeatable: true },
  ])('may send the standard introspection query %j', (options) =>
    expect(verdictOn(getIntrospectionQuery(options))).toMatchObject({ ok: true, cost: 0 }),
  );

  it('may not introspect deeper than the limit', () => {
    const deep = `{__schema{types{${'ofType{'.repeat(18)}name${'}'.repeat(18)}}}}`;
    expect(errorsOf(verdictOn(deep))[0]?.extensions).toMatchObject({
      measure: 'introspectionDepth',
      limit: 20,
      actual: 21,
    });
  });
});

describe('the cache', () => {
  it('prepares a text once per schema', () => {
    const first = verdictOn('{greeting customers{totalCount}}');
    const second = verdictOn('{greeting customers{totalCount}}');
    expect(first.ok && second.ok && first.document === second.document).toBe(true);
    const other = buildSchema('type Query {other: Int}');
    expect(guardDocument({ source: '{greeting}', schema: other, signedIn: true }).ok).toBe(false);
    expect(verdictOn('{greeting}').ok).toBe(true);
  });

  it('stays small, and refused texts do not push out accepted ones', () => {
    const own = fixtureSchema();
    const ask = (source: string): GuardVerdict => guardDocument({ source, schema: own, signedIn: true });
    const kept = ask('query Kept {greeting}');
    for (let index = 0; index < 3_000; index += 1) ask(`{nothing${index}`);
    expect(cacheOf(own, true).size).toBeLessThanOrEqual(401);
    const again = ask('query Kept {greeting}');
    expect(kept.ok && again.ok && kept.document === again.document).toBe(true);
    for (let index = 0; index < 2_500; index += 1) ask(`query Q${index} {greeting}`);
    expect(cacheOf(own, true).size).toBeLessThanOrEqual(2_400);
  });
});

import 'reflect-metadata';
import { describe, expect, test } from '@jest/globals';
import { ForbiddenException } from '@nestjs/common';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { Field, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsNotEmpty, Max, MaxLength, ValidateNested } from 'class-validator';
import { buildSchema, GraphQLError, parse } from 'graphql';
import { lastValueFrom, of, throwError } from 'rxjs';
import { DatabaseAway } from '../../src/kernel/database/retryable.js';
import { executeOperation } from '../../src/kernel/graphql/execute.js';
import { formatError, statusOf } from '../../src/kernel/graphql/format-error.js';
import { InputPipe } from '../../src/kernel/graphql/input.pipe.js';
import type { RefusalAudit } from '../../src/kernel/audit/refusal-audit.js';
import { PayloadInterceptor } from '../../src/kernel/graphql/payload.interceptor.js';
import {
  DomainError,
  DomainErrors,
  Forbidden,
  NotFound,
  RequestRefused,
  StaleRecord,
} from '../../src/kernel/runtime/domain-error.js';
import type { Log } from '../../src/kernel/runtime/logging.js';
import type { RequestScope } from '../../src/kernel/runtime/request-scope.js';

/** Collects what the log would get. */
function collectingLog(): { log: Log; logged: unknown[] } {
  const logged: unknown[] = [];
  const keep = (...entry: unknown[]): void => void logged.push(entry);
  return { log: { error: keep, warn: keep } as unknown as Log, logged };
}

const SCOPE: RequestScope = {
  requestId: 'r',
  locale: 'en',
  viewer: null,
  address: null,
  statements: 0,
  loaders: new Map(),
};

describe('the input pipe', () => {
  @InputType()
  class Line {
    @Field(() => String)
    @MaxLength(5)
    address2: string;
  }
  @InputType()
  class Order {
    @Field(() => String)
    @IsNotEmpty()
    @MaxLength(10)
    name: string;

    @Field(() => Number)
    @Max(7)
    size: number;

    @Field(() => [Line])
    @ValidateNested({ each: true })
    @Type(() => Line)
    lines: Line[];
  }

  const pipe = new InputPipe();
  const check = (value: unknown): Promise<unknown> =>
    pipe.transform(value, { type: 'body', metatype: Order, data: 'input' });

  test('answers an instance of the input class', async () => {
    const input = await check({ name: 'x', size: 1, lines: [{ address2: 'y' }] });
    expect(input).toBeInstanceOf(Order);
    expect((input as Order).lines[0]).toBeInstanceOf(Line);
  });

  test('names every fault with its path in the arguments, and the limit that is meant', async () => {
    const error = await check({ name: '', size: 8, lines: [{ address2: 'ok' }, { address2: 'much too long' }] }).catch(
      (caught: unknown) => caught,
    );
    expect(error).toBeInstanceOf(DomainErrors);
    expect(
      (error as DomainErrors).errors.map(({ code, path, details }) => [code, path.join('.'), details['limit']]),
    ).toEqual([
      ['INVALID_IS_NOT_EMPTY', 'input.name', undefined],
      ['INVALID_MAX', 'input.size', '7'],
      ['INVALID_MAX_LENGTH', 'input.lines.1.address2', '5'],
    ]);
  });

  test('takes over nothing that could change a prototype', async () => {
    const hostile = JSON.parse(
      '{"name":"x","size":1,"lines":[],"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}',
    ) as unknown;
    const input = (await check(hostile)) as Record<string, unknown>;
    expect(input['admin']).toBeUndefined();
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });

  test('leaves alone what is no checked input', async () => {
    for (const value of [null, 'text', 7, undefined]) expect(await check(value)).toBe(value);
    const plain = { a: 1 };
    expect(await pipe.transform(plain, { type: 'custom', metatype: Order })).toBe(plain);
    expect(await pipe.transform(plain, { type: 'body', metatype: Object })).toBe(plain);
  });
});

describe('the payload interceptor', () => {
  const run = (root: string, result: unknown, fails = false): Promise<unknown> => {
    const context = new ExecutionContextHost([null, {}, SCOPE, { parentType: { name: root } }]);
    context.setType('graphql');
    const refusals = { note: () => undefined } as unknown as RefusalAudit;
    return lastValueFrom(
      new PayloadInterceptor(refusals).intercept(context, {
        handle: () => (fails ? throwError(() => result) : of(result)),
      }),
    );
  };

  test('puts a refusal of a mutation into userErrors, one entry per error', async () => {
    const refusal = new DomainErrors([
      new DomainError('INVALID_MAX', ['input', 'size'], { limit: 7 }),
      new StaleRecord(4),
    ]);
    expect(await run('Mutation', refusal, true)).toMatchObject({
      userErrors: [
        {
          __typename: 'InvalidInputError',
          code: 'INVALID_MAX',
          path: ['input', 'size'],
          message: 'Too large: at most 7.',
        },
        { __typename: 'StaleRecordError', code: 'STALE_RECORD', currentVersion: 4 },
      ],
    });
  });

  test('gives a good payload its empty userErrors, and leaves queries alone', async () => {
    expect(await run('Mutation', { id: '1' })).toEqual({ id: '1', userErrors: [] });
    expect(await run('Query', { id: '1' })).toEqual({ id: '1' });
  });

  test('a refusal inside a query is a fault of the document’s values; anything else passes as it is', async () => {
    await expect(run('Query', new DomainError('INVALID_MAX', ['first'], { limit: 7 }), true)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    await expect(run('Mutation', new NotFound(), true)).rejects.toBeInstanceOf(NotFound);
    await expect(run('Mutation', new TypeError('x'), true)).rejects.toBeInstanceOf(TypeError);
  });
});

describe('the form of errors', () => {
  const SECRETS =
    /SELECT|customer|ECONN|127\.0\.0\.1|ER_|1062|\/src\/|node_modules|at .*\.ts|undefined is|secret|hunter2/;
  const inside = (): unknown[] => [
    Object.assign(new Error("Duplicate entry 'hunter2' for key 'PRIMARY'"), {
      errno: 1062,
      code: 'ER_DUP_ENTRY',
      sql: 'SELECT secret FROM customer',
    }),
    new TypeError('Cannot read properties of undefined is secret'),
    Object.assign(new AggregateError([new Error('secret')], 'secret'), { code: 'ECONNREFUSED' }),
    'a thrown text with a secret',
    { toString: () => 'secret' },
    null,
    new ForbiddenException('secret'),
    new GraphQLError('secret', { extensions: { code: 'INTERNAL_SERVER_ERROR', stacktrace: ['secret'] } }),
    new GraphQLError('secret', { extensions: { code: 'MADE_UP' } }),
    new GraphQLError('Cannot return null for non-nullable field Secret.secret.', { path: ['secret2'] }),
  ];

  test('nothing of the inside leaves the server; the log gets it with the number that the answer shows', () => {
    for (const cause of inside()) {
      for (const error of [
        cause,
        new GraphQLError('secret', {
          originalError: cause instanceof Error ? cause : new Error(String(cause)),
          path: ['x'],
        }),
      ]) {
        const { log, logged } = collectingLog();
        const { path: _path, ...shown } = formatError(error, log);
        expect(shown.extensions).toMatchObject({ code: 'INTERNAL' });
        expect(Object.keys(shown.extensions!).sort()).toEqual(['code', 'errorId']);
        expect(JSON.stringify(shown)).not.toMatch(SECRETS);
        expect(JSON.stringify(logged)).toContain(shown.extensions!['errorId']);
      }
    }
  });

  test('refusals keep their code, and a database that is away is told apart from a fault', () => {
    const { log } = collectingLog();
    const codeOf = (error: unknown): unknown =>
      formatError(new GraphQLError('x', { originalError: error as Error }), log).extensions;
    expect(codeOf(new NotFound())).toEqual({ code: 'NOT_FOUND' });
    expect(codeOf(new Forbidden('customer.read'))).toEqual({ code: 'FORBIDDEN' });
    expect(codeOf(new RequestRefused('RATE_LIMITED', 'slow down', 30))).toEqual({
      code: 'RATE_LIMITED',
      retryAfter: 30,
    });
    expect(codeOf(new DomainError('INVALID_MAX'))).toEqual({ code: 'BAD_USER_INPUT' });
    const away = formatError(new DatabaseAway('connect ECONNREFUSED 127.0.0.1:3306'), log);
    expect(away.extensions).toEqual({ code: 'UNAVAILABLE', retryAfter: 1 });
    expect(JSON.stringify(away)).not.toMatch(SECRETS);
  });

  test('each code has its HTTP status', () => {
    const statusFor = (code: string): number => statusOf([{ message: 'x', extensions: { code } }]);
    expect(
      [
        'UNAUTHENTICATED',
        'FORBIDDEN',
        'NOT_FOUND',
        'BAD_USER_INPUT',
        'CONFLICT',
        'RATE_LIMITED',
        'UNAVAILABLE',
        'INTERNAL',
        'odd',
      ].map(statusFor),
    ).toEqual([401, 403, 404, 400, 409, 429, 503, 500, 500]);
  });

  test('faults of our data are ours, faults of the values sent are the caller’s; compiled or not', async () => {
    const schema = buildSchema(
      'type Query { n(size: Int! = 3): Int! text(size: Int! = 3): String! size(size: Int! = 3): Int }',
    );
    const rootValue = { n: () => 'hunter2', text: () => null, size: ({ size }: { size: number }) => size };
    const { log } = collectingLog();
    const ask = async (source: string, variables: Record<string, unknown> = {}): Promise<unknown[]> => {
      const document = parse(source);
      const runs: unknown[] = [];
      for (let use = 0; use < 3; use++) {
        const { errors } = await executeOperation({
          schema,
          document,
          operationName: null,
          variables,
          scope: SCOPE,
          rootValue,
        });
        const shown = errors?.map((error) => formatError(error, log)) ?? [];
        expect(JSON.stringify(shown)).not.toMatch(/hunter2|non-nullable/);
        runs.push(shown[0]?.extensions?.['code']);
      }
      return runs;
    };
    expect(await ask('{ n }')).toEqual(['INTERNAL', 'INTERNAL', 'INTERNAL']);
    expect(await ask('{ text }')).toEqual(['INTERNAL', 'INTERNAL', 'INTERNAL']);
    expect(await ask('query ($size: Int) { size(size: $size) }', { size: 'x' })).toEqual(
      Array(3).fill('BAD_USER_INPUT'),
    );
    expect(await ask('query ($size: Int!) { size(size: $size) }')).toEqual(Array(3).fill('BAD_USER_INPUT'));
    expect(await ask('query ($size: Int) { size(size: $size) }', { size: null })).toEqual(
      Array(3).fill('BAD_USER_INPUT'),
    );
  });

  test('a fault of the executor itself becomes an error of the result, logged with its cause', async () => {
    const { log, logged } = collectingLog();
    const schema = buildSchema('type Lost { n: Int }');
    const run = { schema, document: parse('{ n }'), operationName: null, variables: {}, scope: SCOPE };
    const { data, errors } = await executeOperation(run);
    expect(data).toBeNull();
    expect(formatError(errors?.[0], log).extensions?.['code']).toBe('INTERNAL');
    expect(logged).toMatchObject([[{ err: { message: 'Query root type must be provided.' } }, 'unexpected error']]);
  });
});

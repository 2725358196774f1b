import { Readable } from 'node:stream';
import { Controller, Get, HttpStatus, Inject, type OnModuleInit, Param, Post, Req, Res } from '@nestjs/common';
import { UnsupportedMediaTypeException } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { NO_RECORD } from '../../../kernel/audit/audit-rows.js';
import { RefusalAudit } from '../../../kernel/audit/refusal-audit.js';
import type { Refusal } from '../../../kernel/audit/refusal-window.js';
import { callerOf } from '../../../kernel/audit/refused-call.js';
import { formatError, statusOf } from '../../../kernel/graphql/format-error.js';
import { RequestContexts } from '../../../kernel/graphql/request-context.js';
import { Blobs, BlobTooLarge } from '../../../kernel/runtime/blobs.js';
import { Forbidden, RequestRefused } from '../../../kernel/runtime/domain-error.js';
import { LOG, type Log } from '../../../kernel/runtime/logging.js';
import { inRequest, type RequestScope } from '../../../kernel/runtime/request-scope.js';
import { MOST_IMPORT_BYTES } from '../facade.js';
import { ExportErrorFile } from '../use-cases/export-error-file.js';

const UPLOADS = '/uploads';
const MEDIA_TYPE = 'text/csv';

/** A file that is not taken, with the HTTP status that says so. */
class UploadRefused extends RequestRefused {
  constructor(
    readonly status: HttpStatus,
    message: string,
  ) {
    super('BAD_USER_INPUT', message);
  }
}

/** Takes files in and gives error files out; guards itself, since the guard of root fields does not know files. */
@Controller()
export class ImportController implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly contexts: RequestContexts,
    private readonly blobs: Blobs,
    private readonly exporting: ExportErrorFile,
    private readonly refusals: RefusalAudit,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Lets the upload read its body as a stream, and refuse other media types in its own words; other routes go on refusing this one. */
  onModuleInit(): void {
    const fastify = this.host.httpAdapter?.getInstance() as FastifyInstance | undefined;
    fastify?.addContentTypeParser(MEDIA_TYPE, (request, payload, done) => {
      if (request.routeOptions.url === UPLOADS) done(null, payload);
      else done(new UnsupportedMediaTypeException());
    });
    fastify?.addHook('onRequest', (request, reply, done) => {
      if (request.routeOptions.url !== UPLOADS || isCsv(request)) done();
      else this.refuse(reply, wrongMediaType());
    });
  }

  @Public()
  @Post(UPLOADS)
  async upload(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.guarded(reply, request, async (scope) => {
      const file = { owner: importer(scope), mediaType: MEDIA_TYPE, mostBytes: MOST_IMPORT_BYTES };
      const bytes = notEmpty(request.body);
      const { id } = await inRequest(scope, () => this.blobs.store(bytes, file));
      await reply.status(HttpStatus.CREATED).send({ uploadId: id });
    });
  }

  @Public()
  @Get('/imports/:id/errors.csv')
  async errors(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.guarded(reply, request, async (scope) => {
      const viewer = importer(scope);
      const file = await inRequest(scope, () => this.exporting.execute(viewer, id, scope.locale));
      const name = `attachment; filename="import-${file.id}-errors.csv"`;
      const headers = { 'content-disposition': name, 'x-content-type-options': 'nosniff' };
      await reply.headers(headers).type(`${MEDIA_TYPE}; charset=utf-8`).send(Readable.from(file.text));
    });
  }

  /** Runs a route for whoever asks; what is refused by rights is kept in the audit, as with root fields. */
  private async guarded(
    reply: FastifyReply,
    request: FastifyRequest,
    route: (scope: RequestScope) => Promise<void>,
  ): Promise<void> {
    let scope: RequestScope | null = null;
    try {
      scope = await this.scopeOf(request);
      await route(scope);
    } catch (error) {
      if (scope && error instanceof Forbidden) this.refusals.note(refusalOf(scope, request, error));
      this.refuse(reply, error instanceof BlobTooLarge ? tooLarge() : error);
    }
  }

  private scopeOf({ headers, raw }: FastifyRequest): Promise<RequestScope> {
    const requestId = headers['x-request-id'];
    return this.contexts.open({
      authorization: headers.authorization,
      acceptLanguage: headers['accept-language'],
      requestId: typeof requestId === 'string' ? requestId : undefined,
      request: raw,
    });
  }

  /** Answers in the form in which GraphQL answers carry their errors. */
  private refuse(reply: FastifyReply, error: unknown): void {
    const errors = [formatError(error, this.log)];
    const status = error instanceof UploadRefused ? error.status : statusOf(errors);
    void reply.status(status).send({ errors });
  }
}

function refusalOf(scope: RequestScope, request: FastifyRequest, error: Forbidden): Refusal {
  return {
    ...{ event: 'REFUSED', action: error.action, kind: 'customer', recordId: NO_RECORD, changes: {} },
    ...callerOf(scope),
    reason: `${request.method} ${request.routeOptions.url}: ${error.code}`,
  };
}

/** The signed-in person, who may import. Throws UNAUTHENTICATED, FORBIDDEN. */
function importer({ viewer }: RequestScope): Viewer {
  if (!viewer) throw new RequestRefused('UNAUTHENTICATED', 'Sign in first. 请先登录。');
  if (!viewer.scopes.has('customer.import')) throw new Forbidden('customer.import');
  return viewer;
}

function isCsv({ headers }: FastifyRequest): boolean {
  return headers['content-type']?.split(';')[0]?.trim().toLowerCase() === MEDIA_TYPE;
}

/** The bytes of the body. Throws when there are none, before anything is stored for good. */
async function* notEmpty(body: unknown): AsyncGenerator<Buffer> {
  let size = 0;
  if (body instanceof Readable)
    for await (const piece of body as AsyncIterable<Buffer>) {
      size += piece.length;
      yield piece;
    }
  if (size === 0)
    throw new UploadRefused(
      HttpStatus.BAD_REQUEST,
      'The file is empty: there is nothing to import. 文件为空，没有可导入的内容。',
    );
}

function tooLarge(): UploadRefused {
  return new UploadRefused(
    HttpStatus.PAYLOAD_TOO_LARGE,
    'The file is larger than 20 MB: split it. 文件超过 20 MB，请拆分。',
  );
}

function wrongMediaType(): UploadRefused {
  return new UploadRefused(
    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
    `Send the CSV file itself as the body, with the header Content-Type: ${MEDIA_TYPE} (no form, no JSON); in a browser: fetch('${UPLOADS}', { method: 'POST', headers, body: file }). ` +
      `请将 CSV 文件本身作为请求体发送，并设置 Content-Type: ${MEDIA_TYPE}（不要用表单或 JSON）。`,
  );
}

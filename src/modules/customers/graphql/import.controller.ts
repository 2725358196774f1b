import { Readable } from 'node:stream';
import {
  Controller,
  Get,
  HttpStatus,
  type OnModuleInit,
  Param,
  Post,
  Req,
  Res,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { RequestContexts } from '../../../kernel/graphql/request-context.js';
import { Blobs, BlobTooLarge } from '../../../kernel/runtime/blobs.js';
import { NotFound } from '../../../kernel/runtime/domain-error.js';
import { inRequest, type RequestScope } from '../../../kernel/runtime/request-scope.js';
import { MOST_IMPORT_BYTES } from '../facade.js';
import { ImportErrorFile } from '../queries/import-error-file.js';
import { ImportFinder } from '../queries/import-finder.js';

const UPLOADS = '/uploads';
const MEDIA_TYPE = 'text/csv';

/** Takes files in and gives error files out; guards itself, since the guard of root fields does not know files. */
@Controller()
export class ImportController implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly contexts: RequestContexts,
    private readonly blobs: Blobs,
    private readonly finder: ImportFinder,
    private readonly errorFile: ImportErrorFile,
  ) {}

  /** Lets the upload read its body as a stream; other routes go on refusing this media type. */
  onModuleInit(): void {
    const fastify = this.host.httpAdapter?.getInstance() as FastifyInstance | undefined;
    fastify?.addContentTypeParser(MEDIA_TYPE, (request, payload, done) => {
      if (request.routeOptions.url === UPLOADS) done(null, payload);
      else done(new UnsupportedMediaTypeException());
    });
  }

  @Public()
  @Post(UPLOADS)
  async upload(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const scope = await this.scopeOf(request);
    const owner = this.importer(scope, reply);
    if (!owner) return;
    if (!(request.body instanceof Readable))
      return refuse(reply, 415, 'BAD_USER_INPUT', `Send ${MEDIA_TYPE}. 请以 ${MEDIA_TYPE} 发送。`);
    const file = { owner, mediaType: MEDIA_TYPE, mostBytes: MOST_IMPORT_BYTES };
    try {
      const bytes = request.body as AsyncIterable<Buffer>;
      const { id } = await inRequest(scope, () => this.blobs.store(bytes, file));
      await reply.status(HttpStatus.CREATED).send({ uploadId: id });
    } catch (error) {
      if (!(error instanceof BlobTooLarge)) throw error;
      refuse(reply, 413, 'BAD_USER_INPUT', 'The file is larger than 20 MB: split it. 文件超过 20 MB，请拆分。');
    }
  }

  @Public()
  @Get('/imports/:id/errors.csv')
  async errors(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const scope = await this.scopeOf(request);
    const viewer = this.importer(scope, reply);
    if (!viewer) return;
    try {
      const run = await this.finder.visibleRun(viewer, id);
      const name = `attachment; filename="import-${run.id}-errors.csv"`;
      const headers = { 'content-disposition': name, 'x-content-type-options': 'nosniff' };
      const text = Readable.from(this.errorFile.text(run, scope.locale));
      await reply.headers(headers).type(`${MEDIA_TYPE}; charset=utf-8`).send(text);
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      refuse(reply, 404, error.code, error.message);
    }
  }

  private scopeOf({ headers, ip }: FastifyRequest): Promise<RequestScope> {
    const requestId = headers['x-request-id'];
    return this.contexts.open({
      authorization: headers.authorization,
      acceptLanguage: headers['accept-language'],
      requestId: typeof requestId === 'string' ? requestId : undefined,
      address: ip,
    });
  }

  /** The signed-in person if they may import; else the refusal has been sent. */
  private importer({ viewer }: RequestScope, reply: FastifyReply): Viewer | null {
    if (!viewer) refuse(reply, 401, 'UNAUTHENTICATED', 'Sign in first. 请先登录。');
    else if (!viewer.scopes.has('customer.import'))
      refuse(reply, 403, 'FORBIDDEN', 'You may not do this (customer.import). 您没有此操作的权限（customer.import）。');
    return viewer?.scopes.has('customer.import') ? viewer : null;
  }
}

function refuse(reply: FastifyReply, status: number, code: string, message: string): void {
  void reply.status(status).send({ code, message });
}

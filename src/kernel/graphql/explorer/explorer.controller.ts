import { Controller, Get, Headers, NotFoundException, Param, Redirect, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Public } from '../../access/requirements.js';
import { EXPLORER_ASSETS, explorerAsset, explorerHtml, explorerPolicy } from './explorer-page.js';

const PAGE = explorerHtml({ graphqlPath: '/graphql', wsUrl: '/graphql' });
const POLICY = explorerPolicy(PAGE);

/** Serves the explorer page with everything it loads; works without internet. */
@Controller()
export class ExplorerController {
  /** Whoever opens the bare address in a browser wants to look around. */
  @Public()
  @Get()
  @Redirect('/explorer')
  home(): void {
    return undefined;
  }

  @Public()
  @Get('explorer')
  page(@Res() reply: FastifyReply): void {
    void reply.header('content-security-policy', POLICY).type('text/html; charset=utf-8').send(PAGE);
  }

  @Public()
  @Get('explorer/assets/*')
  async asset(
    @Param('*') path: string,
    @Headers('accept-encoding') encodings: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asset = await explorerAsset(EXPLORER_ASSETS + path, encodings);
    if (!asset) throw new NotFoundException();
    await reply.headers(asset.headers).send(asset.body);
  }
}

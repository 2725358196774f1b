import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Public } from '../access/requirements.js';
import { HealthCheck, type Readiness } from './health-check.js';

/** Tells whoever runs the server how it fares. */
@Controller('health')
export class HealthController {
  constructor(private readonly check: HealthCheck) {}

  /** 200 as long as the event loop turns; asks nobody else. */
  @Get('live')
  @Public()
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  /** 200, or 503 with the part that fails. */
  @Get('ready')
  @Public()
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const readiness = await this.check.readiness();
    if (readiness.status === 'unready') reply.status(HttpStatus.SERVICE_UNAVAILABLE);
    return readiness;
  }
}

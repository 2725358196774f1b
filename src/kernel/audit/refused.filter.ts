import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { RequestRefused } from '../runtime/domain-error.js';
import { RefusalAudit } from './refusal-audit.js';
import { refusedCall } from './refused-call.js';

/** Notes root fields that are refused as a whole, by the guard or by a use case, on HTTP and WebSocket alike. */
@Catch(RequestRefused)
export class RefusedFilter implements ExceptionFilter<RequestRefused> {
  constructor(private readonly refusals: RefusalAudit) {}

  catch(error: RequestRefused, host: ArgumentsHost): never {
    const refusal = host.getType<string>() === 'graphql' ? refusedCall(host, error) : null;
    if (refusal) this.refusals.note(refusal);
    throw error;
  }
}

import { Injectable } from '@nestjs/common';
import type { Work } from '../../../kernel/database/work.js';
import type { ClockSignal } from '../domain/first-response-clock.js';
import type { ServiceCase } from '../domain/service-case.js';
import { ServiceClockBreached, ServiceClockWarned } from '../domain/service-events.js';
import { DueMoments } from '../queries/due-moments.js';
import { Performers } from '../queries/performers.js';
import { CaseLog } from './write-case-log.js';

/** Tells what a first-response clock signalled, in the transaction that marks it as told. */
@Injectable()
export class TellSignals {
  constructor(
    private readonly log: CaseLog,
    private readonly performers: Performers,
    private readonly moments: DueMoments,
  ) {}

  async execute(work: Work, serviceCase: ServiceCase, signals: readonly ClockSignal[]): Promise<void> {
    if (signals.length === 0) return;
    const recipientIds = await this.performers.answerableFor(serviceCase);
    const { firstResponseDueAt: due } = serviceCase;
    const moment = { dueAt: due.toISOString(), dueText: this.moments.textOf(due) };
    const payload = { ...serviceCase.facts(), ...moment, recipientIds };
    for (const signal of signals) {
      const kind = signal === 'WARNED' ? 'CLOCK_WARNED' : 'CLOCK_BREACHED';
      await this.log.write(work, serviceCase, { kind, personId: null }, work.at);
      work.record(signal === 'WARNED' ? ServiceClockWarned : ServiceClockBreached, serviceCase.id, payload);
    }
  }
}

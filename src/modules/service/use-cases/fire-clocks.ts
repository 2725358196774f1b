import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { Clock } from '../../../kernel/runtime/clock.js';
import { type ClockSignal, fireDue } from '../domain/first-response-clock.js';
import { ServiceCase } from '../domain/service-case.js';
import { DueClockFinder } from '../queries/due-clock-finder.js';
import { TellSignals } from './tell-signals.js';

/** Tells every due first-response clock, each case in a transaction of its own: the mark and the event stand or fall together. */
@Injectable()
export class FireClocks {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly finder: DueClockFinder,
    private readonly signals: TellSignals,
    private readonly clock: Clock,
  ) {}

  /** How many warnings and breaches were told; stops between two cases when aborted. */
  async execute(signal: AbortSignal | null = null): Promise<{ warned: number; breached: number }> {
    const told = { warned: 0, breached: 0 };
    for (let progress = true; progress;) {
      progress = false;
      for (const id of await this.finder.due(this.clock.now())) {
        if (signal?.aborted) return told;
        const fired = await this.fire(id);
        told.warned += Number(fired.includes('WARNED'));
        told.breached += Number(fired.includes('BREACHED'));
        progress ||= fired.length > 0;
      }
    }
    return told;
  }

  /** Another instance that fires the same case meets its version and, starting again, finds it told. */
  private fire(id: string): Promise<ClockSignal[]> {
    return this.unitOfWork.run({ actor: null, action: 'serviceCase.clock' }, async (work) => {
      const due = await work.fetchUnscoped(ServiceCase, id);
      const fired = due ? fireDue(due, work.at) : [];
      if (!due || fired.length === 0) return [];
      work.save(due);
      await this.signals.execute(work, due, fired);
      return fired;
    });
  }
}

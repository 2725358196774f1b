import { Injectable } from '@nestjs/common';
import type { Work } from '../../../kernel/database/work.js';
import { BulkJournal } from '../../../kernel/jobs/bulk-journal.js';
import type { Handover } from '../domain/handover.js';
import { HandoverTakenBack } from '../domain/handover-events.js';
import { type HandedOver, HandoverFinder } from '../queries/handover-finder.js';
import { OwnedPorts } from '../queries/owned-ports.js';
import { HandoverRunner } from './handover-runner.js';

const GIVEN_BACK = 'GIVEN_BACK';

/** Gives the next records back that are still as the hand-over left them, and notes why the others are not. */
@Injectable()
export class GiveBackRecords {
  constructor(
    private readonly runner: HandoverRunner,
    private readonly ports: OwnedPorts,
    private readonly finder: HandoverFinder,
  ) {}

  /** Whether there is more to do. */
  next(handoverId: string, size: number): Promise<boolean> {
    return this.runner.run(handoverId, 'UNDOING', async (work, handover) => {
      const entries = await this.finder.notUndone(handoverId, size);
      if (entries.length === 0) {
        handover.end('finish', work.at);
        tell(work, handover);
      } else handover.countBack(entries.length, await this.giveBack(work, entries));
      work.save(handover);
      return entries.length > 0;
    });
  }

  /** How many were kept. */
  private async giveBack(work: Work, entries: readonly HandedOver[]): Promise<number> {
    const kept = new Map<string, string>();
    for (const port of this.ports.all()) {
      const ofKind = entries.filter(({ kind }) => kind === port.kind.kind);
      if (ofKind.length === 0) continue;
      const reasons = await port.records.takeBack(work, ofKind);
      for (const { id, recordId } of ofKind) kept.set(id, reasons.get(recordId) ?? GIVEN_BACK);
    }
    const journal = await work.fetchWhere(BulkJournal, { id: entries.map(({ id }) => id) });
    for (const entry of journal) {
      entry.undone = kept.get(entry.id) ?? 'GONE';
      work.save(entry);
    }
    return journal.filter(({ undone }) => undone !== GIVEN_BACK).length;
  }
}

function tell(work: Work, { id, personId, personName, shares }: Handover): void {
  for (const takerId of new Set(shares.map((share) => share.personId)))
    work.record(HandoverTakenBack, id, { personId, personName, takerId });
}

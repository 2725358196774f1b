import { Injectable } from '@nestjs/common';
import type { Gift, HeldRecord } from '../../../kernel/database/owned-records.js';
import type { Work } from '../../../kernel/database/work.js';
import { BulkJournal } from '../../../kernel/jobs/bulk-journal.js';
import type { Handover } from '../domain/handover.js';
import { HandoverReceived } from '../domain/handover-events.js';
import { Shares } from '../domain/handover-shares.js';
import { type OwnedPort, OwnedPorts } from '../queries/owned-ports.js';
import { TakerChoice } from '../queries/taker-choice.js';
import { TakerFinder } from '../queries/taker-finder.js';
import { DisableLeaver } from './disable-leaver.js';
import { HandoverRunner } from './handover-runner.js';

/** Hands the next records over, each batch complete in itself: records, history, audit, events, journal and account. */
@Injectable()
export class MoveHeldRecords {
  constructor(
    private readonly runner: HandoverRunner,
    private readonly ports: OwnedPorts,
    private readonly finder: TakerFinder,
    private readonly departure: DisableLeaver,
  ) {}

  /** Whether there is more to do. */
  next(handoverId: string, size: number): Promise<boolean> {
    return this.runner.run(handoverId, 'RUNNING', async (work, handover) => {
      const port = this.ports.all()[handover.kindAt];
      const more = port ? await this.batch(work, handover, port, size) : await this.endOfPass(work, handover);
      work.save(handover);
      return more;
    });
  }

  private async batch(work: Work, handover: Handover, port: OwnedPort, limit: number): Promise<boolean> {
    const { personId, afterId: after, closedToo } = handover;
    const records = await port.records.held({ personId, after, limit, closedToo });
    if (records.length === 0) {
      handover.nextKind();
      return true;
    }
    const shares = new Shares(handover.shares);
    const gifts = await this.gifts(handover, port, records, shares);
    const given = await port.records.give(work, personId, gifts);
    for (const change of given) work.add(BulkJournal.of(handover.id, port.kind.kind, change));
    const leftOver = records.length - gifts.length;
    handover.count({ last: records.at(-1)!.id, moved: given.length, leftOver }, shares.list());
    return true;
  }

  private async gifts(
    handover: Handover,
    { kind }: OwnedPort,
    records: readonly HeldRecord[],
    shares: Shares,
  ): Promise<Gift[]> {
    const leaving = await this.finder.leaving();
    const choice = new TakerChoice(this.finder, handover, leaving, shares);
    const holders = await this.ports.customerHolders(records);
    const gifts: Gift[] = [];
    for (const record of records) {
      const customerHolder = record.customerId === null ? null : (holders.get(record.customerId) ?? null);
      const taker = await choice.of(kind, { ...record, customerHolder });
      if (taker) gifts.push({ recordId: record.id, taker });
    }
    return gifts;
  }

  /** Goes through everything again until nothing new is found; the leaver who is disabled in between gets nothing more. */
  private async endOfPass(work: Work, handover: Handover): Promise<boolean> {
    const { disable, disabledAt, leftOver } = handover;
    if (handover.movedInPass > 0) {
      handover.nextPass();
      return true;
    }
    if (disable && disabledAt === null && leftOver === 0) {
      if (await this.departure.execute(work, handover.personId)) handover.disabledAt = work.at;
      else handover.disable = false;
      handover.nextPass();
      return true;
    }
    handover.end('finish', work.at);
    this.tell(work, handover);
    return false;
  }

  private tell(work: Work, { id, personId, personName, shares }: Handover): void {
    const counted = new Shares(shares);
    for (const takerId of new Set(shares.map((share) => share.personId))) {
      const received = this.ports
        .all()
        .map(({ kind: { kind, label } }) => ({ kind, label, count: counted.of(kind, takerId) }))
        .filter(({ count }) => count > 0);
      work.record(HandoverReceived, id, { personId, personName, takerId, received });
    }
  }
}

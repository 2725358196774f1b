import { Injectable } from '@nestjs/common';
import type { HandoverTerms } from '../domain/handover-rules.js';
import { type Share, Shares } from '../domain/handover-shares.js';
import { type OwnedPort, OwnedPorts } from './owned-ports.js';
import { TakerChoice } from './taker-choice.js';
import { TakerFinder } from './taker-finder.js';

/** What would be handed over of one kind. */
export interface PlannedKind {
  readonly port: OwnedPort;
  readonly count: number;
  readonly withoutTaker: number;
}

/** What a hand-over would do. */
export interface HandoverPlan {
  readonly kinds: readonly PlannedKind[];
  readonly shares: readonly Share[];
  readonly total: number;
  readonly withoutTaker: number;
  /** Those among the named records that the leaver holds, as `kind id`. */
  readonly named: ReadonlySet<string>;
}

const AT_ONCE = 1_000;

/** Works out to whom everything would go; writes nothing. */
@Injectable()
export class HandoverPlanner {
  constructor(
    private readonly ports: OwnedPorts,
    private readonly finder: TakerFinder,
  ) {}

  async plan(terms: HandoverTerms): Promise<HandoverPlan> {
    const shares = new Shares();
    const choice = new TakerChoice(this.finder, terms, await this.finder.leaving(), shares);
    const planned = { choice, customers: new Map<string, string>(), named: new Set<string>() };
    const kinds: PlannedKind[] = [];
    for (const port of this.ports.all()) kinds.push(await this.kind(port, terms, planned));
    const sum = (of: (kind: PlannedKind) => number): number => kinds.reduce((total, kind) => total + of(kind), 0);
    return {
      kinds: kinds.filter(({ count }) => count > 0),
      shares: shares.list(),
      total: sum(({ count }) => count),
      withoutTaker: sum(({ withoutTaker }) => withoutTaker),
      named: planned.named,
    };
  }

  private async kind(
    port: OwnedPort,
    { personId, closedToo, records: wanted }: HandoverTerms,
    { choice, customers, named }: { choice: TakerChoice; customers: Map<string, string>; named: Set<string> },
  ): Promise<PlannedKind> {
    const asked = new Set(wanted.filter(({ kind }) => kind === port.kind.kind).map(({ recordId }) => recordId));
    let count = 0;
    let withoutTaker = 0;
    for (let after = '0'; ;) {
      const records = await port.records.held({ personId, after, limit: AT_ONCE, closedToo });
      const holders = await this.ports.customerHolders(records);
      for (const record of records) {
        const { id, customerId } = record;
        if (asked.has(id)) named.add(`${port.kind.kind} ${id}`);
        const customerHolder =
          customerId === null ? null : (customers.get(customerId) ?? holders.get(customerId) ?? null);
        const taker = await choice.of(port.kind, { ...record, customerHolder });
        // What follows its customer goes where the customer will have gone.
        if (taker && port.records.holdersOf) customers.set(id, taker.id);
        if (!taker) withoutTaker += 1;
        count += 1;
      }
      if (records.length < AT_ONCE) return { port, count, withoutTaker };
      after = records.at(-1)!.id;
    }
  }
}

import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import {
  type HeldRecord,
  type OwnedKind,
  ownedKinds,
  type OwnedRecords,
} from '../../../kernel/database/owned-records.js';

/** A kind of held record with the class that hands it over. */
export interface OwnedPort {
  readonly kind: OwnedKind;
  readonly records: OwnedRecords;
}

/** Everything that people can hold, as the modules offer it through the port. */
@Injectable()
export class OwnedPorts {
  private known: readonly OwnedPort[] | null = null;

  constructor(private readonly modules: ModuleRef) {}

  /** In the order in which they are handed over. */
  all(): readonly OwnedPort[] {
    this.known ??= ownedKinds().map((kind) => ({ kind, records: this.modules.get(kind.owner, { strict: false }) }));
    return this.known;
  }

  of(kind: string): OwnedPort | null {
    return this.all().find((port) => port.kind.kind === kind) ?? null;
  }

  /** Customer → whom it belongs to now, for the customers of the records. */
  async customerHolders(records: readonly HeldRecord[]): Promise<ReadonlyMap<string, string>> {
    const ids = [...new Set(records.flatMap(({ customerId }) => customerId ?? []))];
    const port = this.all().find(({ records: held }) => held.holdersOf);
    return ids.length === 0 || !port?.records.holdersOf ? new Map() : port.records.holdersOf(ids);
  }
}

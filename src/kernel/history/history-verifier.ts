import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { type BareRow, batchEndSql, lastIdSql, type VersionRow, versionsSql } from '../database/history-sql.js';
import { recordKinds } from '../database/record-kind.js';
import { type MappedKind, RecordMapper } from '../database/record-mapper.js';
import { type ThinnedMonth, ThinnedMonths } from '../database/thinned-months.js';
import { faultOfBare, faultsOf, type HistoryFault } from './history-faults.js';

/** The faults of one class: the first one by id and version, and how many there are. */
export interface FaultCount {
  readonly first: HistoryFault;
  readonly count: number;
}

/** What a look through the history of one kind has found. */
export interface KindReport {
  readonly kind: string;
  readonly records: number;
  readonly versions: number;
  readonly faults: readonly FaultCount[];
}

interface Batch {
  readonly records: number;
  readonly versions: number;
  readonly faults: readonly HistoryFault[];
  /** Milliseconds until versions that begin in a moment have begun. */
  readonly settlesIn: number;
}

const RECORDS_AT_ONCE = 2_000;
const VERSIONS_AT_ONCE = 20_000;
/** Several changes of a record in one transaction follow each other by a millisecond, ahead of the clock; nothing honest is further ahead. */
const LONGEST_LEAD_MS = 1_000;

/** Goes through the history of every tracked kind and holds it against itself and today's rows; reads in batches and locks nothing, so the system may run on. */
@Injectable()
export class HistoryVerifier {
  constructor(
    private readonly database: Database,
    private readonly mapper: RecordMapper,
    private readonly thinnedMonths: ThinnedMonths,
  ) {}

  /** A report as soon as a kind is through. */
  async *verify(): AsyncGenerator<KindReport, void> {
    for (const { target, history } of recordKinds()) if (history) yield await this.verifyKind(this.mapper.kind(target));
  }

  /** Goes up to the last id that there was when it began, so that it ends however much is added meanwhile. */
  private async verifyKind(kind: MappedKind): Promise<KindReport> {
    let [records, versions] = [0, 0];
    const faults = new Map<string, FaultCount>();
    const last = await this.database.one<{ id: string }>(lastIdSql(kind));
    for (let after = '0'; BigInt(after) < BigInt(last!.id);) {
      const upTo = await this.batchEnd(kind, after, last!.id);
      const batch = await this.certainly(kind, after, upTo);
      records += batch.records;
      versions += batch.versions;
      for (const fault of batch.faults) {
        const { first, count } = faults.get(fault.code) ?? { first: fault, count: 0 };
        faults.set(fault.code, { first, count: count + 1 });
      }
      after = upTo;
    }
    return { kind: kind.definition.kind, records, versions, faults: [...faults.values()] };
  }

  private async batchEnd(kind: MappedKind, after: string, last: string): Promise<string> {
    const text = batchEndSql(kind, RECORDS_AT_ONCE, VERSIONS_AT_ONCE);
    const end = await this.database.one<{ id: string | null }>(text, [after, after]);
    return end?.id && BigInt(end.id) < BigInt(last) ? end.id : last;
  }

  /** What is wrong at a second look as well: the clock is read a moment before the rows are. */
  private async certainly(kind: MappedKind, after: string, upTo: string): Promise<Batch> {
    const look = async (): Promise<Batch> => this.look(kind, after, upTo, await this.thinnedMonths.known());
    const once = await look();
    if (once.faults.length === 0) return once;
    if (once.settlesIn > 0) await sleep(once.settlesIn);
    const again = await look();
    const seen = new Set(once.faults.map(placeOf));
    return { ...again, faults: again.faults.filter((fault) => seen.has(placeOf(fault))) };
  }

  private async look(kind: MappedKind, after: string, upTo: string, months: readonly ThinnedMonth[]): Promise<Batch> {
    const range = [after, upTo];
    const rows = await this.database.rows<VersionRow | BareRow>(versionsSql(kind), [...range, ...range]);
    const faults: HistoryFault[] = [];
    let [records, bare, settlesIn, start] = [0, 0, 0, 0];
    rows.forEach((row, index) => {
      if (row.version !== null) settlesIn = Math.max(settlesIn, leadOf(row));
      else bare += 1;
      if (rows[index + 1]?.id === row.id) return;
      records += 1;
      if (row.version === null) faults.push(faultOfBare(row));
      else faults.push(...faultsOf(rows.slice(start, index + 1) as VersionRow[], months));
      start = index + 1;
    });
    return { records, versions: rows.length - bare, faults, settlesIn };
  }
}

/** Milliseconds until the version begins, where that is soon. */
function leadOf({ valid_from, clock }: VersionRow): number {
  const lead = valid_from.getTime() - clock.getTime();
  return lead <= LONGEST_LEAD_MS ? lead : 0;
}

function placeOf({ id, version, code }: HistoryFault): string {
  return `${code}:${id}:${version}`;
}

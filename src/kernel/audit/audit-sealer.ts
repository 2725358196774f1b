import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { idBefore } from '../database/ids.js';
import { type HeldLease, Leases } from '../jobs/lease.js';
import { LOG, type Log } from '../runtime/logging.js';
import { AuditChain, ChainMoved } from './audit-chain.js';

const LEASE = 'audit-sealer';
const LEASE_SECONDS = 5;
const RENEW_MS = 1_500;
/** With the time that a batch takes, committed entries are sealed within 2 s. */
const POLL_MS = 1_000;
/** Entries per transaction (engine-rules 7). */
const BATCH = 500;
/** How often, and how far back, the sealer looks for an entry whose transaction was held up beyond every bound. */
const DEEP_EVERY_MS = 3_600_000;
const DEEP_MS = 172_800_000;

/** Chains committed entries of the audit; one instance at a time does it, and writers never wait for it. */
@Injectable()
export class AuditSealer {
  private running: Promise<void> | null = null;
  private lease: HeldLease | null = null;
  private leasedAt = 0;
  private deepAt = 0;
  private turn: Promise<unknown> = Promise.resolve();
  private readonly stopping = { now: new AbortController() };

  constructor(
    private readonly database: Database,
    private readonly chain: AuditChain,
    private readonly leases: Leases,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Begins to seal; may follow a stop. */
  start(): void {
    this.stopping.now = new AbortController();
    this.running = this.database.outside(() => this.loop(this.stopping.now.signal));
  }

  async stop(): Promise<void> {
    this.stopping.now.abort();
    await this.running;
    this.running = null;
    if (this.lease) await this.leases.release(this.lease).catch(() => undefined);
    this.lease = null;
  }

  /** Seals what is committed, now; tells how many entries, 0 as well when another instance is the one that seals. One batch at a time in this process. */
  seal(): Promise<number> {
    const result = this.turn.then(() => this.sealBatch());
    this.turn = result.catch(() => undefined);
    return result;
  }

  private async sealBatch(): Promise<number> {
    const lease = await this.holdLease();
    if (!lease) return 0;
    const head = await this.chain.head();
    const deep = performance.now() >= this.deepAt;
    const from = deep ? idBefore(head.sweptId, DEEP_MS) : head.sweptId;
    const entries = await this.chain.unsealed(from, BATCH);
    if (entries.length > 0) await this.chain.append(head, entries, lease.fence);
    if (deep && entries.length < BATCH) this.deepAt = performance.now() + DEEP_EVERY_MS;
    return entries.length;
  }

  private async loop(stopped: AbortSignal): Promise<void> {
    while (!stopped.aborted) {
      let sealed = 0;
      try {
        sealed = await this.seal();
      } catch (error) {
        if (error instanceof ChainMoved) this.lease = null;
        this.log.warn({ err: error }, 'sealing of the audit pauses');
      }
      if (sealed < BATCH) await sleep(POLL_MS, undefined, { signal: stopped }).catch(() => undefined);
    }
  }

  /** The lease, asked anew when it grows old; a new one begins with a deep look. */
  private async holdLease(): Promise<HeldLease | null> {
    if (this.lease && performance.now() - this.leasedAt < RENEW_MS) return this.lease;
    const asked = performance.now();
    const before = this.lease?.fence;
    this.lease = await this.leases.take(LEASE, LEASE_SECONDS);
    this.leasedAt = asked;
    if (this.lease && this.lease.fence !== before) this.deepAt = 0;
    return this.lease;
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Database } from '../database/database.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { type HeldLease, Leases } from '../jobs/lease.js';
import { LOG, type Log } from '../runtime/logging.js';
import { EventDelivery, type Handler } from './event-delivery.js';
import { declaredHandlers } from './on-event.js';
import { Outbox } from './outbox.js';

const BATCH = 200;
const LEASE = 'outbox-dispatcher';
const LEASE_SECONDS = 5;
/** Renewed well before its end, also in the midst of a batch. */
const RENEW_MS = 1_500;
const POLL_MS = 500;

/** Delivers committed events in order, at least once; one instance at a time does it. Handlers act once, by receipt. */
@Injectable()
export class EventDispatcher {
  private readonly handlers = new Map<string, Handler[]>();
  private readonly delivery: EventDelivery;
  private running: Promise<void> | null = null;
  private batch: Promise<unknown> = Promise.resolve();
  private awake: (() => void) | null = null;
  private lease: HeldLease | null = null;
  private leasedAt = 0;
  private stopped = false;
  private wanted = false;

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly leases: Leases,
    private readonly modules: ModuleRef,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.delivery = new EventDelivery(unitOfWork, outbox, log);
  }

  /** Finds the handlers and begins to deliver. */
  start(): void {
    this.collectHandlers();
    this.unitOfWork.onEvents = () => this.wake();
    this.running = this.database.outside(() => this.loop());
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.running;
  }

  /** Delivers everything that is due, now; for tests and one-time commands. */
  async drain(): Promise<void> {
    this.collectHandlers();
    while ((await this.inTurn(() => this.deliverBatch(() => Promise.resolve(true)))) > 0);
  }

  private wake(): void {
    this.wanted = true;
    this.awake?.();
  }

  private async loop(): Promise<void> {
    while (!this.stopped) {
      let delivered = 0;
      try {
        this.wanted = false;
        if (await this.holdLease()) delivered = await this.inTurn(() => this.deliverBatch(() => this.holdLease()));
      } catch (error) {
        this.log.warn({ err: error }, 'event delivery pauses');
      }
      if (delivered === 0 && !this.wanted && !this.stopped) await this.pause();
    }
    if (this.lease) await this.leases.release(this.lease).catch(() => undefined);
  }

  /** Whether this instance is the one that delivers; asks the database only when the lease grows old. */
  private async holdLease(): Promise<boolean> {
    if (this.lease && performance.now() - this.leasedAt < RENEW_MS) return true;
    const asked = performance.now();
    this.lease = await this.leases.take(LEASE, LEASE_SECONDS);
    this.leasedAt = asked;
    return this.lease !== null;
  }

  private async pause(): Promise<void> {
    const timer = new AbortController();
    await Promise.race([
      new Promise<void>((resolve) => (this.awake = resolve)),
      sleep(POLL_MS, undefined, { signal: timer.signal }).catch(() => undefined),
    ]);
    this.awake = null;
    timer.abort();
  }

  /** One batch at a time in this process, whoever asks. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.batch.then(work);
    this.batch = result.catch(() => undefined);
    return result;
  }

  /** Events of a record wait behind an earlier one of it that failed, so that each record's facts arrive in order. */
  private async deliverBatch(mayGoOn: () => Promise<boolean>): Promise<number> {
    const held = new Set(await this.outbox.heldRecords());
    const rows = await this.outbox.due(BATCH, [...held]);
    if (rows.length === 0) return 0;
    const receipts = await this.outbox.receipts(rows.map((row) => row.id));
    const done: string[] = [];
    let seen = 0;
    try {
      for (const row of rows) {
        if (this.stopped || !(await mayGoOn())) break;
        seen += 1;
        if (held.has(row.record_id)) continue;
        const open = (this.handlers.get(row.name) ?? []).filter(({ name }) => !receipts.has(`${row.id}:${name}`));
        if (await this.delivery.deliver(row, open)) done.push(row.id);
        else held.add(row.record_id);
      }
    } finally {
      await this.outbox.markDone(done);
    }
    return seen;
  }

  private collectHandlers(): void {
    if (this.handlers.size > 0) return;
    for (const { event, owner, method } of declaredHandlers()) {
      const instance: object = this.modules.get(owner.constructor as new () => object, { strict: false });
      const call = Reflect.get(instance, method) as Handler['run'];
      const list = this.handlers.get(event) ?? [];
      list.push({ name: `${owner.constructor.name}.${method}`, run: (fact) => call.call(instance, fact) });
      this.handlers.set(event, list);
    }
  }
}

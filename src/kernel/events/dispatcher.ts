import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Database } from '../database/database.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Leases } from '../jobs/lease.js';
import { LOG, type Log } from '../runtime/logging.js';
import type { DomainEvent } from './domain-event.js';
import { declaredHandlers } from './on-event.js';
import { type OutboxRow, Outbox } from './outbox.js';

const BATCH = 200;
const LEASE_SECONDS = 5;
const POLL_MS = 500;
const TRIES = 8;

interface Handler {
  readonly name: string;
  run(event: DomainEvent): Promise<void>;
}

/** Delivers committed events in order, at least once; one instance at a time does it. Handlers act once, by receipt. */
@Injectable()
export class EventDispatcher {
  private readonly handlers = new Map<string, Handler[]>();
  private running: Promise<void> | null = null;
  private awake: (() => void) | null = null;
  private stopped = false;
  private wanted = false;

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly leases: Leases,
    private readonly modules: ModuleRef,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Finds the handlers and begins to deliver. */
  start(): void {
    this.collectHandlers();
    this.unitOfWork.onEvents = () => this.wake();
    this.running = this.loop();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.running;
  }

  /** Delivers everything that is due, now; for tests and one-time commands. */
  async drain(): Promise<void> {
    this.collectHandlers();
    while ((await this.deliverBatch()) > 0);
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
        const lease = await this.leases.take('outbox-dispatcher', LEASE_SECONDS);
        if (lease) delivered = await this.deliverBatch();
      } catch (error) {
        this.log.warn({ err: error }, 'event delivery pauses');
      }
      if (delivered === 0 && !this.wanted && !this.stopped) await this.pause();
    }
    const lease = await this.leases.take('outbox-dispatcher', 1).catch(() => null);
    if (lease) await this.leases.release(lease).catch(() => undefined);
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

  private async deliverBatch(): Promise<number> {
    const rows = await this.outbox.due(BATCH);
    if (rows.length === 0) return 0;
    const receipts = await this.outbox.receipts(rows.map((row) => row.id));
    const done: string[] = [];
    for (const row of rows) {
      const open = (this.handlers.get(row.name) ?? []).filter(({ name }) => !receipts.has(`${row.id}:${name}`));
      if (open.length === 0 || (await this.deliver(row, open))) done.push(row.id);
      if (this.stopped) break;
    }
    await this.outbox.markDone(done);
    return rows.length;
  }

  private async deliver(row: OutboxRow, handlers: readonly Handler[]): Promise<boolean> {
    for (const handler of handlers) {
      try {
        await this.unitOfWork.run({ actor: null, action: `event.${row.name}` }, async (work) => {
          work.insertRow('event_receipt', ['event_id', 'handler'], [row.id, handler.name]);
          await handler.run(this.outbox.toEvent(row));
        });
      } catch (error) {
        this.log.error({ err: error, event: row.name, eventId: row.id, handler: handler.name }, 'event handler failed');
        await this.outbox.postpone(row, error, TRIES);
        return false;
      }
    }
    return true;
  }

  private collectHandlers(): void {
    if (this.handlers.size > 0) return;
    for (const { event, owner, method } of declaredHandlers()) {
      const instance: object = this.modules.get(owner.constructor as new () => object, { strict: false });
      const call = Reflect.get(instance, method) as (event: DomainEvent) => Promise<void>;
      const list = this.handlers.get(event) ?? [];
      list.push({ name: `${owner.constructor.name}.${method}`, run: (fact) => call.call(instance, fact) });
      this.handlers.set(event, list);
    }
  }
}

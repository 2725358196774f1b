import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Clock } from '../runtime/clock.js';
import type { Log } from '../runtime/logging.js';
import type { Leases } from './lease.js';
import { NOTHING_DONE } from './scheduled-job.js';

/** How the runs of one kind of bulk job are found and worked. */
export interface BulkWorker {
  /** Unique, kebab-case; the lease has this name. */
  readonly name: string;
  /** Ids of runs that are not at their end, oldest first, after an id; those on which work came to nothing after `failedBefore` rest. */
  openIds(after: string, failedBefore: Date): Promise<string[]>;
  /** Works a run from where it stands to its end; returns early when `mayGoOn` says no. */
  execute(runId: string, mayGoOn: () => Promise<boolean>): Promise<void>;
  /** Ends a run on which work has failed too often. */
  endIfHopeless(runId: string): Promise<void>;
}

const LEASE_SECONDS = 15;
/** A run on which work came to nothing rests for so long, so that a short fault of the database does not end it. */
const REST_MS = 20_000;

/** Works through open runs of a bulk job, one after the other and on one instance at a time; what a stopped or broken process left is taken up by another. */
export abstract class BulkRuns implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private working: Promise<void> | null = null;
  private wanted = false;
  private stopped = false;
  private again: NodeJS.Timeout | null = null;

  constructor(
    private readonly worker: BulkWorker,
    private readonly leases: Leases,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.kick();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (this.again) clearTimeout(this.again);
    await this.working;
  }

  /** Begins to work in this process, without waiting for the end. */
  kick(): void {
    void this.drain();
  }

  /** Works until no run is open, or another instance does the work. */
  drain(): Promise<void> {
    this.wanted = true;
    this.working ??= this.untilNoneIsWanted().then(() => {
      this.working = null;
      return this.wanted && !this.stopped ? this.drain() : undefined;
    });
    return this.working;
  }

  /** Takes up what was left by a process that ended; tells in words what there was, for the job that calls it each minute. */
  protected async takeUpLeft(): Promise<string> {
    const open = await this.openIds('0');
    if (open.length > 0) await this.drain();
    return open.length > 0 ? `${open.length} open ${this.worker.name}` : NOTHING_DONE;
  }

  private async untilNoneIsWanted(): Promise<void> {
    while (this.wanted && !this.stopped) {
      this.wanted = false;
      try {
        await this.workAll();
      } catch (error) {
        this.log.warn({ err: error, job: this.worker.name }, 'a bulk job pauses');
      }
    }
  }

  private openIds(after: string): Promise<string[]> {
    return this.worker.openIds(after, new Date(this.clock.now().getTime() - REST_MS));
  }

  private async workAll(): Promise<void> {
    const { name } = this.worker;
    const mayGoOn = async (): Promise<boolean> =>
      !this.stopped && (await this.leases.take(name, LEASE_SECONDS)) !== null;
    if (!(await mayGoOn())) return this.lookAgain();
    let last = '0';
    while (await mayGoOn()) {
      const [id] = await this.openIds(last);
      if (id === undefined) break;
      last = id;
      try {
        await this.worker.execute(id, mayGoOn);
      } catch (error) {
        this.log.error({ err: error, job: name, runId: id }, 'a run of a bulk job stopped');
        await this.worker.endIfHopeless(id);
      }
    }
    const lease = await this.leases.take(name, 1);
    if (lease) await this.leases.release(lease);
  }

  /** Whoever holds the lease may have died with it: this instance goes on when it has run out. */
  private lookAgain(): void {
    if (this.stopped) return;
    if (this.again) clearTimeout(this.again);
    this.again = setTimeout(() => this.kick(), (LEASE_SECONDS + 1) * 1_000).unref();
  }
}

import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Leases } from '../../../kernel/jobs/lease.js';
import { type JobRun, NOTHING_DONE, ScheduledJob } from '../../../kernel/jobs/scheduled-job.js';
import { Clock } from '../../../kernel/runtime/clock.js';
import { LOG, type Log } from '../../../kernel/runtime/logging.js';
import { ImportFinder } from '../queries/import-finder.js';
import { WorkImport } from './work-import.js';

const LEASE = 'customer-imports';
const LEASE_SECONDS = 15;
/** An import on which work came to nothing rests for so long, so that a short fault of the database does not end it. */
const REST_MS = 20_000;

/** Works through open imports, one after the other and on one instance at a time; what a stopped or broken process left is taken up by another. */
@Injectable()
export class ImportRuns implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private working: Promise<void> | null = null;
  private wanted = false;
  private stopped = false;

  constructor(
    private readonly finder: ImportFinder,
    private readonly imports: WorkImport,
    private readonly leases: Leases,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.kick();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.working;
  }

  /** Begins to work in this process, without waiting for the end. */
  kick(): void {
    void this.drain();
  }

  /** Works until no import is open, or another instance does the work. */
  drain(): Promise<void> {
    this.wanted = true;
    this.working ??= this.untilNoneIsWanted().then(() => {
      this.working = null;
      return this.wanted && !this.stopped ? this.drain() : undefined;
    });
    return this.working;
  }

  /** Takes up what was left by a process that ended. */
  @ScheduledJob({ name: 'customer-imports', every: { minutes: 1 }, longestSeconds: 3_600 })
  async takeUp(_run: JobRun): Promise<string> {
    const open = await this.openIds('0');
    if (open.length > 0) await this.drain();
    return open.length > 0 ? `${open.length} open imports` : NOTHING_DONE;
  }

  private async untilNoneIsWanted(): Promise<void> {
    while (this.wanted && !this.stopped) {
      this.wanted = false;
      try {
        await this.workAll();
      } catch (error) {
        this.log.warn({ err: error }, 'imports pause');
      }
    }
  }

  private openIds(after: string): Promise<string[]> {
    return this.finder.openIds(after, new Date(this.clock.now().getTime() - REST_MS));
  }

  private async workAll(): Promise<void> {
    const mayGoOn = async (): Promise<boolean> =>
      !this.stopped && (await this.leases.take(LEASE, LEASE_SECONDS)) !== null;
    let last = '0';
    while (await mayGoOn()) {
      const [id] = await this.openIds(last);
      if (id === undefined) break;
      last = id;
      try {
        await this.imports.execute(id, mayGoOn);
      } catch (error) {
        this.log.error({ err: error, importId: id }, 'an import stopped');
        await this.imports.endIfHopeless(id);
      }
    }
    const lease = await this.leases.take(LEASE, 1);
    if (lease) await this.leases.release(lease);
  }
}

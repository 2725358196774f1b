import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Outbox } from '../events/outbox.js';
import { NoAnswer, Probe } from './health-probe.js';

/** Injection token of the names of all migrations of this program. */
export const MIGRATION_NAMES = Symbol('MIGRATION_NAMES');

/** How one part fares. */
export interface PartHealth {
  readonly ok: boolean;
  readonly detail: string;
}

/** Whether this instance can serve; every part must be well. */
export interface Readiness {
  readonly status: 'ready' | 'unready';
  readonly parts: Readonly<Record<'database' | 'migrations' | 'outbox', PartHealth>>;
}

const LIMIT_MS = 1_000;
/** More than the four minutes that one failing event may wait between its tries: one bad event must not stop the service. */
const LONGEST_LAG_SECONDS = 600;

/** Asks the parts that this instance cannot serve without. */
@Injectable()
export class HealthCheck {
  private readonly databaseProbe = new Probe(() => this.database.one('SELECT 1 AS one'), LIMIT_MS);
  private readonly migrationsProbe = new Probe(() => this.missingMigrations(), LIMIT_MS);
  private readonly outboxProbe = new Probe(() => this.outbox.lag(), LIMIT_MS);

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    @Inject(MIGRATION_NAMES) private readonly migrationNames: readonly string[],
  ) {}

  /** Answers within about a second, also while the database is away. */
  async readiness(): Promise<Readiness> {
    const [database, migrations, outbox] = await Promise.all([
      part(this.databaseProbe, () => ({ ok: true, detail: 'answers' })),
      part(this.migrationsProbe, (missing) => ({
        ok: missing.length === 0,
        detail: missing.length === 0 ? 'up to date' : `pending: ${missing.join(', ')}`,
      })),
      part(this.outboxProbe, ({ seconds, dead }) => ({
        ok: seconds <= LONGEST_LAG_SECONDS,
        detail: `oldest waiting event ${seconds} s, dead events ${dead}`,
      })),
    ]);
    const ready = database.ok && migrations.ok && outbox.ok;
    return { status: ready ? 'ready' : 'unready', parts: { database, migrations, outbox } };
  }

  private async missingMigrations(): Promise<string[]> {
    const rows = await this.database.rows<{ name: string }>('SELECT name FROM schema_migration ORDER BY id');
    const done = new Set(rows.map(({ name }) => name));
    return this.migrationNames.filter((name) => !done.has(name));
  }
}

/** Says no more of an error than its kind: anybody may ask. */
async function part<T>(probe: Probe<T>, report: (answer: T) => PartHealth): Promise<PartHealth> {
  try {
    return report(await probe.ask());
  } catch (error) {
    return { ok: false, detail: error instanceof NoAnswer ? error.message : 'cannot be asked' };
  }
}

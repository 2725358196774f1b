import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Outbox } from '../events/outbox.js';
import { Probe } from './health-probe.js';
import { Metrics } from './metrics.js';

const LIMIT_MS = 1_000;

/** Connects the database and the outbox with the metrics; a reading does not wait for a database that is away. */
@Injectable()
export class MetricsSources implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.database.onStatement = (_text, ms) => this.metrics.statement(ms);
    const lag = new Probe(() => this.outbox.lag(), LIMIT_MS);
    this.metrics.watchOutbox(() => lag.ask());
  }
}

import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { BoundedLabel } from './metrics-labels.js';

/** Kinds of GraphQL operations. */
export type OperationKind = 'query' | 'mutation' | 'subscription';

/** How an operation ended: answered, refused for a reason that the caller can mend, or failed on our side. */
export type OperationOutcome = 'ok' | 'refused' | 'failed';

/** Connections of the pool. */
export interface PoolUse {
  readonly inUse: number;
  readonly open: number;
  /** Callers that wait for a connection. */
  readonly waiting: number;
}

const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const STATEMENT_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 3];
const MOST_ROUTES = 50;
const MOST_FIELDS = 400;

/** What Prometheus reads: counts and durations that the kernel reports here. Durations are given in milliseconds and kept in seconds. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly routes = new BoundedLabel(MOST_ROUTES);
  private readonly fields = new BoundedLabel(MOST_FIELDS);
  private readonly requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Duration of HTTP requests by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: REQUEST_SECONDS,
    registers: [this.registry],
  });
  private readonly operations = new Histogram({
    name: 'graphql_operation_duration_seconds',
    help: 'Duration of GraphQL operations by root field and outcome',
    labelNames: ['kind', 'field', 'outcome'],
    buckets: REQUEST_SECONDS,
    registers: [this.registry],
  });
  private readonly resolverCalls = new Counter({
    name: 'graphql_root_resolver_calls_total',
    help: 'Calls of root resolvers by field and outcome',
    labelNames: ['field', 'outcome'],
    registers: [this.registry],
  });
  private readonly statements = new Histogram({
    name: 'database_statement_duration_seconds',
    help: 'Duration of SQL statements, the wait for a connection included',
    buckets: STATEMENT_SECONDS,
    registers: [this.registry],
  });
  private readonly sockets = this.gauge('websocket_connections', 'Open WebSocket connections');
  private readonly subscriptions = this.gauge('graphql_subscriptions', 'Running subscriptions');
  private readonly outboxLag = this.gauge(
    'outbox_lag_seconds',
    'Age of the oldest event that waits; NaN while unknown',
  );
  private readonly deadEvents = this.gauge(
    'outbox_dead_events',
    'Events given up after the last try; NaN while unknown',
  );
  private readonly connections = new Gauge({
    name: 'database_pool_connections',
    help: 'Pool: connections in use and open, and callers that wait for one',
    labelNames: ['state'],
    registers: [this.registry],
  });
  private readOutbox: (() => Promise<{ seconds: number; dead: number }>) | null = null;
  private readPool: (() => PoolUse) | null = null;

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Content type of `text()`. */
  get contentType(): string {
    return this.registry.contentType;
  }

  /** An HTTP request was answered; `route` is the pattern, never the address. */
  request(method: string, route: string, status: number, ms: number): void {
    this.requests.observe({ method, route: this.routes.of(route), status }, ms / 1_000);
  }

  /** An operation has ended; `field` is the root field of a document that passed validation. */
  operation(field: string, kind: OperationKind, outcome: OperationOutcome, ms: number): void {
    this.operations.observe({ kind, field: this.fields.of(field), outcome }, ms / 1_000);
  }

  /** A root resolver was called; an operation may call several. */
  resolver(field: string, outcome: OperationOutcome): void {
    this.resolverCalls.inc({ field: this.fields.of(field), outcome });
  }

  /** A SQL statement has ended, well or not. */
  statement(ms: number): void {
    this.statements.observe(ms / 1_000);
  }

  socketOpened(): void {
    this.sockets.inc();
  }

  socketClosed(): void {
    this.sockets.dec();
  }

  subscriptionStarted(): void {
    this.subscriptions.inc();
  }

  subscriptionEnded(): void {
    this.subscriptions.dec();
  }

  /** Names who is asked about the outbox at each reading. */
  watchOutbox(read: () => Promise<{ seconds: number; dead: number }>): void {
    this.readOutbox = read;
  }

  /** Names who is asked about the pool at each reading. */
  watchPool(read: () => PoolUse): void {
    this.readPool = read;
  }

  /** All metrics in Prometheus' text format; what cannot be asked now is NaN. */
  async text(): Promise<string> {
    const lag = await this.readOutbox?.().catch(() => null);
    this.outboxLag.set(lag?.seconds ?? Number.NaN);
    this.deadEvents.set(lag?.dead ?? Number.NaN);
    for (const [state, count] of Object.entries(this.readPool?.() ?? {}))
      this.connections.set({ state }, Number(count));
    return this.registry.metrics();
  }

  private gauge(name: string, help: string): Gauge {
    return new Gauge({ name, help, registers: [this.registry] });
  }
}

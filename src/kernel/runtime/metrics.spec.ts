import { BoundedLabel } from './metrics-labels.js';
import { Metrics } from './metrics.js';

it('counts what it is told, in seconds', async () => {
  const metrics = new Metrics();
  metrics.request('POST', '/graphql', 200, 30);
  metrics.operation('customers', 'query', 'ok', 20);
  metrics.operation('customers', 'query', 'failed', 20);
  metrics.resolver('customers', 'ok');
  metrics.statement(2);
  metrics.statement(4);
  metrics.socketOpened();
  metrics.socketOpened();
  metrics.socketClosed();
  metrics.subscriptionStarted();
  metrics.watchPool(() => ({ inUse: 3, open: 12, waiting: 1 }));
  metrics.watchOutbox(() => Promise.resolve({ seconds: 7, dead: 1 }));
  const lines = (await metrics.text()).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'http_request_duration_seconds_sum{method="POST",route="/graphql",status="200"} 0.03',
      'graphql_operation_duration_seconds_count{kind="query",field="customers",outcome="ok"} 1',
      'graphql_operation_duration_seconds_count{kind="query",field="customers",outcome="failed"} 1',
      'graphql_root_resolver_calls_total{field="customers",outcome="ok"} 1',
      'database_statement_duration_seconds_sum 0.006',
      'database_statement_duration_seconds_count 2',
      'websocket_connections 1',
      'graphql_subscriptions 1',
      'database_pool_connections{state="inUse"} 3',
      'database_pool_connections{state="waiting"} 1',
      'outbox_lag_seconds 7',
      'outbox_dead_events 1',
    ]),
  );
  expect(lines.some((line) => line.startsWith('nodejs_eventloop_lag_p99_seconds '))).toBe(true);
  expect(metrics.contentType).toContain('text/plain');
});

it('still answers when the outbox cannot be asked', async () => {
  const metrics = new Metrics();
  metrics.watchOutbox(() => Promise.reject(new Error('away')));
  expect(await metrics.text()).toMatch(/^outbox_lag_seconds NaN$/im);
});

describe('BoundedLabel', () => {
  it('keeps the first values and puts the rest together', () => {
    const label = new BoundedLabel(2);
    expect(['a', 'b', 'c', 'a', 'd'].map((value) => label.of(value))).toEqual(['a', 'b', 'other', 'a', 'other']);
  });

  it.each(['', 'with space', 'x'.repeat(101), '9lives', 'line\nbreak'])('takes %j for other', (value) => {
    expect(new BoundedLabel(5).of(value)).toBe('other');
  });
});

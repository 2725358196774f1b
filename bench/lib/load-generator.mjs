import { ClosedLoopClient } from './closed-loop-client.mjs';

/**
 * The load generator's process: for each message { port, path, headers, bodies, expected, clients, seconds, firstKey } it keeps
 * that many connections busy, one request at a time each, and answers with what it saw.
 */
process.on('message', (order) => {
  run(order).then(
    (result) => process.send(result),
    (error) => process.send({ failure: error.message }),
  );
});
process.on('disconnect', () => process.exit(0));

async function run({ clients, seconds, ...target }) {
  const shared = { next: 0, key: target.firstKey, until: Infinity };
  const connections = Array.from({ length: clients }, () => new ClosedLoopClient(target, shared));
  await Promise.all(connections.map((client) => client.open()));
  const began = performance.now();
  shared.until = began + seconds * 1_000;
  await Promise.all(connections.map((client) => client.run()));
  const tookMs = performance.now() - began;
  const latencies = Float64Array.from(connections.flatMap(({ latencies: own }) => own)).sort();
  const errors = connections.flatMap(({ errors: own }) => own);
  return {
    requests: latencies.length,
    tookMs,
    latencies: [...latencies],
    errors: errors.length,
    firstError: errors[0] ?? null,
  };
}

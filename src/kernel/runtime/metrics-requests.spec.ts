import { fastify } from 'fastify';
import { measureRequests } from './metrics-requests.js';
import { Metrics } from './metrics.js';

it('names the route, not the address', async () => {
  const metrics = new Metrics();
  const server = fastify();
  measureRequests(server, metrics);
  server.get('/records/:id', () => 'found');
  const address = await server.listen({ port: 0, host: '127.0.0.1' });
  for (const path of ['/records/1', '/records/2', '/nowhere', '/elsewhere']) await (await fetch(address + path)).text();
  await server.close();
  const text = await metrics.text();
  expect(text).toContain('http_request_duration_seconds_count{method="GET",route="/records/:id",status="200"} 2');
  expect(text).toContain('http_request_duration_seconds_count{method="GET",route="none",status="404"} 2');
});

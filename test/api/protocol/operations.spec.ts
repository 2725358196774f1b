import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { closeSql, sql, testServer } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

async function get(
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string; headers: Headers }> {
  const response = await fetch(`${testServer().api}${path}`, { headers });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

test('health: alive at once, ready with each part, unready with the part that fails', async () => {
  expect(await get('/health/live')).toMatchObject({ status: 200, text: '{"status":"live"}' });
  const ready = await get('/health/ready');
  expect(ready.status).toBe(200);
  expect(JSON.parse(ready.text)).toMatchObject({
    status: 'ready',
    parts: { database: { ok: true }, migrations: { ok: true }, outbox: { ok: true } },
  });
  const [last] = await sql<{ id: string; timestamp: string; name: string }>(
    'SELECT id, timestamp, name FROM schema_migration ORDER BY id DESC LIMIT 1',
  );
  await sql('DELETE FROM schema_migration WHERE id = ?', [last!.id]);
  try {
    const unready = await get('/health/ready');
    expect(unready.status).toBe(503);
    expect(JSON.parse(unready.text)).toMatchObject({ status: 'unready', parts: { migrations: { ok: false } } });
    expect((await get('/health/live')).status).toBe(200);
  } finally {
    await sql('INSERT INTO schema_migration (id, timestamp, name) VALUES (?, ?, ?)', [
      last!.id,
      last!.timestamp,
      last!.name,
    ]);
  }
});

test('metrics count requests, operations, statements and sockets, and hold no data of anybody', async () => {
  await world.alice.ask('{ viewer { actions } }');
  const { status, text, headers } = await get('/metrics');
  expect([status, headers.get('content-type')]).toEqual([200, expect.stringContaining('text/plain')]);
  for (const word of ['graphql', 'outbox', 'socket', 'eventloop']) expect(text).toContain(word);
  expect(text).not.toMatch(/alice|SELECT|Bearer/);
});

test('the explorer works without the internet, under a policy that lets nothing else in', async () => {
  const page = await get('/explorer');
  expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
  const policy = page.headers.get('content-security-policy')!;
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain("'unsafe-eval'");
  const links = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link!);
  expect(links.length).toBeGreaterThan(0);
  for (const link of links.filter((one) => !one.startsWith('data:'))) {
    expect(link).not.toMatch(/^(https?:)?\/\//);
    expect([link, (await get(new URL(link, 'http://x/explorer').pathname)).status]).toEqual([link, 200]);
  }
  for (const path of [
    '/explorer/assets/../package.json',
    '/explorer/assets/%2e%2e%2fpackage.json',
    '/explorer/assets/nothing.js',
  ])
    expect([path, (await get(path)).status]).toEqual([path, 404]);
});

test('an address that does not exist says only so', async () => {
  const { status, text } = await get('/nothing/here?x=1');
  expect(status).toBe(404);
  expect(text).not.toMatch(/node_modules|\.ts|stack/i);
});

import { explorerAsset, explorerHtml, explorerPolicy, EXPLORER_ASSETS } from './explorer-page.js';

const html = explorerHtml({ graphqlPath: '/graphql', wsUrl: '/graphql' });

/** What the page loads at once; its empty icon is part of it. */
const loaded = [...html.matchAll(/(?:src|href|from)[ =]+"([^"]+)"/g)]
  .map(([, address]) => String(address))
  .filter((address) => !address.startsWith('data:'));

describe('the explorer page', () => {
  it('asks no other host for anything', () => {
    const addresses = html.match(/(?:https?:)?\/\/[a-z0-9.-]+\.[a-z]{2,}/gi) ?? [];
    expect(addresses).toEqual([]);
    expect(loaded.length).toBeGreaterThanOrEqual(3);
    expect(loaded.filter((address) => !address.startsWith(EXPLORER_ASSETS))).toEqual([]);
  });

  it('knows both endpoints and offers headers, which it does not store', () => {
    const config = JSON.parse(/RURU_CONFIG = ({[\s\S]*?\n});/.exec(html)?.[1] ?? '') as Record<string, unknown>;
    expect(config).toMatchObject({
      endpoint: '/graphql',
      subscriptionEndpoint: '/graphql',
      staticPath: EXPLORER_ASSETS,
      isHeadersEditorEnabled: true,
      showPersistHeadersSettings: false,
    });
  });

  it('cannot be broken out of by an address', () => {
    const odd = explorerHtml({ graphqlPath: '/graphql</script><script>alert(1)</script>', wsUrl: '/graphql' });
    expect(odd).not.toContain('<script>alert(1)');
  });

  it('states a policy with a hash for each of its inline scripts', () => {
    const scripts = html.match(/<script/g) ?? [];
    const policy = explorerPolicy(html);
    expect(policy.match(/'sha256-[A-Za-z0-9+/]{43}='/g)).toHaveLength(scripts.length);
    expect(policy).not.toMatch(/https?:|unsafe-eval|script-src[^;]*unsafe-inline/);
  });
});

describe('assets', () => {
  it.each([
    ['ruru.js', 'text/javascript; charset=utf-8'],
    ['ruru.css', 'text/css; charset=utf-8'],
    ['graphqlWorker.js', 'text/javascript; charset=utf-8'],
    ['jsonWorker.js', 'text/javascript; charset=utf-8'],
    ['editorWorker.js', 'text/javascript; charset=utf-8'],
    ['f6283f7ccaed1249d9eb.ttf', 'font/ttf'],
  ])('%s', async (name, contentType) => {
    const asset = await explorerAsset(EXPLORER_ASSETS + name);
    expect(asset).toMatchObject({ contentType, headers: { 'content-type': contentType } });
    expect(asset?.body.length).toBeGreaterThan(10_000);
    expect(asset?.headers['etag']).toBeTruthy();
    expect(asset?.headers['content-encoding']).toBeUndefined();
  });

  it('are sent packed to those who take it', async () => {
    const packed = await explorerAsset(`${EXPLORER_ASSETS}ruru.js`, 'gzip, br');
    const plain = await explorerAsset(`${EXPLORER_ASSETS}ruru.js?v=2`);
    expect(packed?.headers['content-encoding']).toBe('br');
    expect(packed?.body.length).toBeLessThan((plain?.body.length ?? 0) / 2);
  });

  it('include everything that the page loads first', async () => {
    for (const address of loaded) expect(await explorerAsset(address)).not.toBeNull();
  });

  it.each([
    '../package.json',
    '..%2fpackage.json',
    '%2e%2e/package.json',
    '../../ruru/package.json',
    '/etc/passwd',
    '....//....//etc/passwd',
    '..\\package.json',
    'ruru.js/../../package.json',
    'ruru.js\0.css',
    '__proto__',
    'constructor',
    'toString',
    'ruru.js.map',
    '',
  ])('are nothing else: %j', async (path) => {
    expect(await explorerAsset(EXPLORER_ASSETS + path)).toBeNull();
  });

  it.each(['/explorer/', '/graphql', 'ruru.js', '/explorer/assetsruru.js', ''])(
    'are nowhere else: %j',
    async (path) => {
      expect(await explorerAsset(path)).toBeNull();
    },
  );
});

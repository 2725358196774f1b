import { createHash } from 'node:crypto';
import { type RuruClientConfig, ruruHTML } from 'ruru/server';
import { getStaticFile } from 'ruru/static';

/** Where the explorer finds the API; under `explorerPolicy` both must be on the page's own host. */
export interface ExplorerAddresses {
  /** Path or URL of GraphQL over HTTP. */
  readonly graphqlPath: string;
  /** Path, or ws:// URL, of the graphql-transport-ws endpoint. */
  readonly wsUrl: string;
  /** Shown in the editor of a new tab. */
  readonly firstQuery?: string;
}

/** One file of the page. */
export interface ExplorerAsset {
  readonly body: Buffer;
  readonly contentType: string;
  /** All headers to send, the content type and an etag among them. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Path under which the page asks for its scripts, styles and fonts. */
export const EXPLORER_ASSETS = '/explorer/assets/';

const FIRST_QUERY = `# 1. Put a login and its password here and run it.
# 2. Copy the access token into "Headers" below:
#    {"Authorization": "Bearer ..."}
# 3. Fetch the schema again (round arrow, lower left).
# Subscriptions send the same headers.

mutation SignIn {
  signIn(input: { login: "", password: "" }) {
    accessToken
    accessTokenExpiresAt
    userErrors {
      message
    }
  }
}
`;

/**
 * The page that lets people try the API: queries, mutations, and subscriptions over graphql-ws. Headers from its editor go with HTTP
 * requests and, unchanged, into the connection's parameters of the socket. Everything it loads comes from EXPLORER_ASSETS.
 */
export function explorerHtml({ graphqlPath, wsUrl, firstQuery = FIRST_QUERY }: ExplorerAddresses): string {
  const clientConfig: Partial<RuruClientConfig> = {
    defaultQuery: firstQuery,
    isHeadersEditorEnabled: true,
    // The token would stay in the browser's storage for whoever uses the machine next.
    showPersistHeadersSettings: false,
    debugTools: [],
  };
  return ruruHTML({
    staticPath: EXPLORER_ASSETS,
    endpoint: graphqlPath,
    subscriptionEndpoint: wsUrl,
    // The package's own types make every option of its editor required.
    clientConfig: clientConfig as RuruClientConfig,
    htmlParts: { titleTag: '<title>Guanxi API explorer</title><link rel="icon" href="data:," />' },
  });
}

/** Value of the Content-Security-Policy header under which the page works and can reach nothing but its own host. */
export function explorerPolicy(html: string): string {
  const inline = [...html.matchAll(/<script(?: type="module")?>([\s\S]*?)<\/script>/g)].map(
    ([, code = '']) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`,
  );
  return [
    "default-src 'none'",
    `script-src 'self' ${inline.join(' ')}`,
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "img-src 'self' data:",
    "worker-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * A file of the page by its URL path; null for any other path. Files come from the list inside the installed package, not from the
 * file system, so no path leads out of it. `acceptEncoding` with br saves the unpacking.
 */
export async function explorerAsset(path: string, acceptEncoding?: string): Promise<ExplorerAsset | null> {
  if (!path.startsWith(EXPLORER_ASSETS)) return null;
  const file = await getStaticFile({
    staticPath: EXPLORER_ASSETS,
    urlPath: path,
    acceptEncoding,
    disallowDevAssets: true,
  });
  if (!file) return null;
  const headers = { ...file.headers, 'cache-control': 'public, max-age=3600', vary: 'accept-encoding' };
  return { body: file.content, contentType: file.headers['content-type'] ?? 'application/octet-stream', headers };
}

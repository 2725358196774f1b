/** What SELECT VERSION() says, as { product, version: [8, 0, 36] }; TiDB and Vitess name the MySQL version they follow first. */
export function parseServerVersion(text) {
  const numbers = /(\d+)\.(\d+)\.(\d+)/.exec(text.replace(/^5\.5\.5-/, ''));
  const version = numbers ? numbers.slice(1, 4).map(Number) : [0, 0, 0];
  const product =
    ['MariaDB', 'TiDB', 'Vitess'].find((name) => text.toLowerCase().includes(name.toLowerCase())) ?? 'MySQL';
  return { product, version };
}

/** The oldest version of each product that has what the migrations use. */
const LEAST = { MariaDB: [10, 6, 0], MySQL: [8, 0, 16] };

/** The least version as text when the server is older than it; null when it is new enough. */
export function tooOld({ product, version }) {
  const least = LEAST[product];
  if (!least) return null;
  const index = least.findIndex((part, at) => part !== version[at]);
  return index < 0 || version[index] > least[index] ? null : `${product} ${least.join('.')}`;
}

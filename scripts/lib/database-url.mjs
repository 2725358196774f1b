/** The parts of a mysql:// or mariadb:// address; throws a TypeError that says what is wrong with it. */
export function parseDatabaseUrl(text) {
  const url = asUrl(text);
  if (url.protocol !== 'mysql:' && url.protocol !== 'mariadb:')
    throw new TypeError('it must begin with mysql:// or mariadb://');
  const database = decodeURIComponent(url.pathname.slice(1));
  if (!url.hostname) throw new TypeError('the host is missing');
  if (!url.username) throw new TypeError('the user is missing');
  if (!/^[^/\\.`\0]{1,64}$/.test(database)) throw new TypeError('the database name is missing or not usable');
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(url.port || 3306),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database,
    socketPath: url.searchParams.get('socketPath'),
  };
}

function asUrl(text) {
  try {
    return new URL(text);
  } catch {
    throw new TypeError('it is not an address');
  }
}

/** An address for the parts. */
export function formatDatabaseUrl({ host = '127.0.0.1', port, user, password, database }) {
  const account = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  return `mysql://${account}@${host}:${port}/${encodeURIComponent(database)}`;
}

/** Where the address points, without the password. */
export function placeOf({ host, port, user, database, socketPath }) {
  return `${user}@${socketPath ?? `${host}:${port}`}/${database}`;
}

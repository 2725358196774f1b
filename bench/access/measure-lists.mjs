import { Problem } from '../../scripts/lib/say.mjs';

const PAGE = 20;
const REPEATS = 15;
const DOCUMENT = `query ($after: String, $orderBy: [CustomerOrder!]) { customers(first: ${PAGE}, after: $after, orderBy: $orderBy) {
  nodes { id name city phone updatedAt } pageInfo { hasNextPage endCursor } } }`;
const COUNT = '{ customers(first: 1) { totalCount } }';

/** What one asker's list costs: the first page, the page so far in, the count; each with the middle of its times and its statements. */
export async function measureLists({ url, token, connection, page }) {
  const ask = (query, variables = {}) => request(url, token, query, variables);
  const found = [];
  for (const [order, orderBy] of [
    ['NAME', [{ field: 'NAME', direction: 'ASC' }]],
    ['CREATED_AT', [{ field: 'CREATED_AT', direction: 'DESC' }]],
  ]) {
    found.push({ what: `first page by ${order}`, ...(await timed(connection, () => ask(DOCUMENT, { orderBy }))) });
    const { after, reached } = await walk(ask, orderBy, page);
    const far = await timed(connection, () => ask(DOCUMENT, { orderBy, after }));
    found.push({ what: `page ${reached} by ${order}`, ...far });
  }
  const count = await timed(connection, () => ask(COUNT));
  found.push({ what: 'count', total: (await ask(COUNT)).customers.totalCount, ...count });
  return found;
}

/** Goes on page by page, by cursor, up to the page before the wanted one or the last. */
async function walk(ask, orderBy, page) {
  let after = null;
  for (let at = 1; at < page; at += 1) {
    const { pageInfo } = (await ask(DOCUMENT, { orderBy, after })).customers;
    if (!pageInfo.hasNextPage) return { after, reached: at };
    after = pageInfo.endCursor;
  }
  return { after, reached: page };
}

async function timed(connection, once) {
  await once();
  const before = await questions(connection);
  const times = [];
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    const began = performance.now();
    await once();
    times.push(performance.now() - began);
  }
  const statements = (await questions(connection)) - before - 1;
  times.sort((a, b) => a - b);
  return { ms: times[Math.floor(REPEATS / 2)], longestMs: times.at(-1), statements: statements / REPEATS };
}

async function questions(connection) {
  const [[{ Value: value }]] = await connection.query("SHOW GLOBAL STATUS LIKE 'Questions'");
  return Number(value);
}

/** The plan of the list's statement, as the database explains it; taken from its general log. */
export async function planOf({ url, token, connection }, orderBy) {
  await connection.query("SET GLOBAL log_output = 'TABLE'");
  await connection.query('SET GLOBAL general_log = ON');
  try {
    await request(url, token, DOCUMENT, { orderBy });
  } finally {
    await connection.query('SET GLOBAL general_log = OFF');
  }
  const [rows] = await connection.query(
    "SELECT CONVERT(argument USING utf8mb4) AS text FROM mysql.general_log WHERE command_type IN ('Execute', 'Query') AND argument LIKE '%FROM customer t%' ORDER BY event_time DESC LIMIT 1",
  );
  await connection.query('TRUNCATE TABLE mysql.general_log');
  if (rows.length === 0) throw new Problem('The list sent no statement.', '列表未发送语句。');
  const [plan] = await connection.query(`EXPLAIN ${rows[0].text}`);
  return plan.map(({ select_type: part, table, type, key, rows: read, Extra: extra }) =>
    [part, table, type, key, read, extra].map((value) => value ?? '-').join(' | '),
  );
}

async function request(url, token, query, variables) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Problem(`The list answered ${JSON.stringify(errors)}.`, '列表查询出错。');
  return data;
}

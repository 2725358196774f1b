import { createServer } from 'node:http';
import { createPool } from 'mysql2/promise';
import { list, nested, search } from './customers.mjs';
import { report } from './report.mjs';
import { view360 } from './view-360.mjs';
import { write } from './write.mjs';

/** What the floor can do; each answers the data of the product's operation of that name. */
const ANSWERS = { list, nested, search, report, view360, write };

const { DATABASE_URL, FLOOR_PORT, FLOOR_POOL, FLOOR_SCOPES } = process.env;
const scopes = JSON.parse(FLOOR_SCOPES);
const pool = createPool({
  uri: DATABASE_URL,
  connectionLimit: Number(FLOOR_POOL),
  charset: 'utf8mb4_bin',
  timezone: 'Z',
  supportBigNumbers: true,
  bigNumberStrings: true,
  dateStrings: ['DATE'],
});
pool.on('connection', (connection) => {
  connection.query(
    "SET SESSION time_zone='+00:00', SESSION sql_mode='STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO'",
  );
  connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
});

/** The least that a server of this API could do: no framework, no GraphQL, no entities. */
const server = createServer((request, response) => {
  if (request.method !== 'POST') return response.end('ready');
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const { operation, asker, variables } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    ANSWERS[operation](pool, scopes[asker], variables).then(
      (data) => send(response, 200, { data }),
      (error) => send(response, 500, { error: error.message }),
    );
  });
});

function send(response, status, answer) {
  const text = JSON.stringify(answer);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

server.listen(Number(FLOOR_PORT), '127.0.0.1');
process.once('SIGTERM', () => {
  server.closeAllConnections();
  server.close(() => void pool.end().finally(() => process.exit(0)));
});

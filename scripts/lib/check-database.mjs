import { parseDatabaseUrl, placeOf } from './database-url.mjs';
import { parseServerVersion, tooOld } from './server-version.mjs';
import { Problem } from './say.mjs';

const REFUSED = 'DATABASE_URL';

/** The message for an error of connecting, by the codes of mysql2 and of the network. */
export function connectionProblem(error, target) {
  const place = placeOf(target);
  switch (error.code) {
    case 'ER_ACCESS_DENIED_ERROR':
    case 'ER_ACCESS_DENIED_NO_PASSWORD_ERROR':
      return new Problem(
        `The database server refuses the user or the password of ${REFUSED} (${place}). Correct them; special characters must be percent-encoded.`,
        `数据库服务器拒绝了 ${REFUSED} 中的用户或密码（${place}）。请更正，特殊字符须百分号编码。`,
      );
    case 'ER_DBACCESS_DENIED_ERROR':
    case 'ER_BAD_DB_ERROR':
      return missingDatabase(target);
    case 'ER_CON_COUNT_ERROR':
      return new Problem(
        `The database server (${place}) has no connection left. Raise its max_connections or end other clients.`,
        `数据库服务器（${place}）连接数已满。请调高 max_connections 或断开其他客户端。`,
      );
    default:
      return new Problem(
        `The database of ${REFUSED} (${place}) cannot be reached: ${error.code ?? error.message}. Check that the server runs and that host and port are right, or unset ${REFUSED} to run a private database.`,
        `无法连接 ${REFUSED} 的数据库（${place}）：${error.code ?? error.message}。请检查服务器是否运行、主机和端口是否正确；不设 ${REFUSED} 则使用私有数据库。`,
      );
  }
}

function missingDatabase(target) {
  const sql = `CREATE DATABASE \`${target.database}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin; GRANT ALL PRIVILEGES ON \`${target.database}\`.* TO '${target.user}'@'%';`;
  return new Problem(
    `The database "${target.database}" of ${REFUSED} is missing, or the user "${target.user}" may neither use nor create it. Have an administrator of the server run:\n\n  ${sql}`,
    `${REFUSED} 指定的数据库 "${target.database}" 不存在，或用户 "${target.user}" 无权使用和创建。请由数据库管理员执行上述 SQL。`,
  );
}

/** Connects to the database of DATABASE_URL, makes it when it is missing, and refuses a server that cannot serve. Answers what was found, in words. Throws Problem. */
export async function checkDatabase(databaseUrl) {
  const target = parseDatabaseUrl(databaseUrl);
  const { connection, made } = await connectOrCreate(target);
  try {
    const [[{ version }]] = await connection.query('SELECT VERSION() AS version');
    refuseOldServer(version, target);
    await refuseReadOnly(connection, target);
    return `${made ? 'created' : 'found'} ${placeOf(target)} (${version})`;
  } finally {
    connection.destroy();
  }
}

async function connectOrCreate(target) {
  try {
    return { connection: await connect(target), made: false };
  } catch (error) {
    if (error.code !== 'ER_BAD_DB_ERROR') throw connectionProblem(error, target);
  }
  try {
    const connection = await connect({ ...target, database: undefined });
    await connection.query(
      `CREATE DATABASE IF NOT EXISTS \`${target.database}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
    );
    await connection.query(`USE \`${target.database}\``);
    return { connection, made: true };
  } catch (error) {
    if (/read.only/i.test(error.message)) throw readOnly(target);
    throw missingDatabase(target);
  }
}

async function connect({ host, port, user, password, database, socketPath }) {
  const { createConnection } = await import('mysql2/promise');
  const place = socketPath ? { socketPath } : { host, port };
  return createConnection({ ...place, user, password, database, connectTimeout: 5_000 });
}

function refuseOldServer(text, target) {
  const least = tooOld(parseServerVersion(text));
  if (!least) return;
  throw new Problem(
    `The database server ${placeOf(target)} is too old: it says ${text}, and ${least} or later is needed. Update it, or set DATABASE_URL to a newer server.`,
    `数据库服务器 ${placeOf(target)} 版本过低：当前 ${text}，需要 ${least} 或更高版本。请升级，或用 DATABASE_URL 指定较新的服务器。`,
  );
}

async function refuseReadOnly(connection, target) {
  for (const variable of ['read_only', 'super_read_only', 'innodb_read_only']) {
    // A server that does not know the variable is not in that mode.
    const [rows] = await connection.query(`SHOW GLOBAL VARIABLES LIKE '${variable}'`).catch(() => [[]]);
    if (rows.some((row) => /^(ON|1)$/i.test(row.Value))) throw readOnly(target);
  }
}

function readOnly(target) {
  return new Problem(
    `The database server ${placeOf(target)} is read-only (a replica, or switched so). Set DATABASE_URL to the server that takes writes.`,
    `数据库服务器 ${placeOf(target)} 为只读（可能是从库）。请将 DATABASE_URL 指向可写的服务器。`,
  );
}

import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { Problem } from './say.mjs';

/** The error code that listening on the port gives, or null when it is free; port 0 asks for any. */
export function tryPort(port, host = '127.0.0.1') {
  return listen(port, host).then(
    () => null,
    (error) => error.code ?? 'EUNKNOWN',
  );
}

function listen(port, host) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      const taken = server.address().port;
      server.close(() => resolve(taken));
    });
  });
}

/** Below the ports that systems give to outgoing connections, which could otherwise take a remembered port while we are down. */
const LOWEST = 20_000;
const HIGHEST = 32_000;
const TRIES = 20;

/** The remembered loopback port when it is still free, else another free one. */
export async function chooseLoopbackPort(remembered) {
  if (remembered && (await tryPort(remembered)) === null) return remembered;
  for (let tried = 0; tried < TRIES; tried += 1) {
    const port = randomInt(LOWEST, HIGHEST);
    if ((await tryPort(port)) === null) return port;
  }
  return listen(0, '127.0.0.1');
}

/** Makes sure that the server will be able to listen where PORT and HOST say. Throws Problem. */
export async function requireFreePort(port, host) {
  const code = await tryPort(port, host);
  if (code) throw portProblem(code, port, host);
}

/** The message for an error code of listening. */
export function portProblem(code, port, host) {
  if (code === 'EADDRINUSE')
    return new Problem(
      `Port ${port} on ${host} is taken by another program. End that program, or choose another port with the setting PORT, for example: PORT=${port + 1} npm start`,
      `端口 ${port}（${host}）已被其他程序占用。请结束该程序，或用设置 PORT 另选端口，例如：PORT=${port + 1} npm start`,
    );
  if (code === 'EACCES')
    return new Problem(
      `This user may not listen on port ${port}. Choose a port above 1023 with the setting PORT, for example: PORT=3000 npm start`,
      `当前用户无权监听端口 ${port}。请用设置 PORT 选择大于 1023 的端口，例如：PORT=3000 npm start`,
    );
  return new Problem(
    `The setting HOST is "${host}", which is not an address of this machine (${code}). Use 127.0.0.1 for this machine only, or 0.0.0.0 for all its addresses.`,
    `设置 HOST 为 "${host}"，不是本机地址（${code}）。仅本机访问请用 127.0.0.1，对外开放请用 0.0.0.0。`,
  );
}

import { connect } from 'node:net';
import { testServer } from '../../support/server.js';

const CLOSE_FRAME = 0x88;

/** Opens a socket by hand and answers the code that the server closes it with; null when it stays open or is no socket at all. */
export function closeCodeAfterUpgrade(subprotocol: string | null, withinMs = 3_000): Promise<number | null> {
  const { hostname, port } = new URL(testServer().api);
  const lines = [
    'GET /graphql HTTP/1.1',
    'Host: x',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...(subprotocol === null ? [] : [`Sec-WebSocket-Protocol: ${subprotocol}`]),
  ];
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write(`${lines.join('\r\n')}\r\n\r\n`));
    const end = (code: number | null): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(code);
    };
    const timer = setTimeout(() => end(null), withinMs);
    let received = Buffer.alloc(0);
    socket.on('data', (data: Buffer) => {
      received = Buffer.concat([received, data]);
      const frame = received.subarray(received.indexOf('\r\n\r\n') + 4);
      if (frame.length >= 4 && frame[0] === CLOSE_FRAME) end(frame.readUInt16BE(2));
    });
    socket.on('close', () => end(null));
    socket.on('error', () => end(null));
  });
}

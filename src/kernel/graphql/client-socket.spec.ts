import { afterEach, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type WebSocket, WebSocketServer, WebSocket as Caller } from 'ws';
import { ClientSocket } from './client-socket.js';

let server: Server;

afterEach(() => new Promise((resolve) => server.close(resolve)));

/** A connection as the server sees it, and its caller. */
async function connected(): Promise<{ socket: WebSocket; caller: Caller; under: Socket }> {
  server = createServer();
  const sockets = new WebSocketServer({ noServer: true, WebSocket: ClientSocket });
  const opened = new Promise<{ socket: WebSocket; under: Socket }>((resolve) =>
    server.on('upgrade', (request, under, head) =>
      sockets.handleUpgrade(request, under, head, (socket) => resolve({ socket, under: under as Socket })),
    ),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const caller = new Caller(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  caller.on('error', () => undefined);
  await new Promise((resolve) => caller.once('open', resolve));
  return { ...(await opened), caller };
}

test('a message goes through, and its sender is told', async () => {
  const { socket, caller } = await connected();
  const heard = new Promise((resolve) => caller.once('message', (data: Buffer) => resolve(data.toString())));
  await new Promise<void>((resolve) => socket.send('hello', () => resolve()));
  expect(await heard).toBe('hello');
  socket.terminate();
});

test('a client who has gone away is an error of the socket, not of the sender', async () => {
  const { socket, under, caller } = await connected();
  const broke = new Promise<Error>((resolve) => socket.once('error', resolve));
  under.destroy();
  const told = await new Promise((resolve) => socket.send('too late', resolve));
  expect(told).toBeUndefined();
  expect((await broke).message).not.toBe('');
  caller.terminate();
});

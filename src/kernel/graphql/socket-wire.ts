import type { IncomingMessage } from 'node:http';
import { CloseCode, type Server } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Log } from '../runtime/logging.js';
import { MessageAllowance } from './message-allowance.js';
import { RunningOperations } from './running-operations.js';
import { Turns } from './turns.js';

/** Sockets are asked for a sign of life this often, and cut off when it does not come before the next time. */
const SIGN_OF_LIFE_MS = 12_000;
/** A flooding client that does not answer the closing of its socket is cut off after this time. */
const FLOOD_GOODBYE_MS = 2_000;
/** Operations of one socket in work at once, and how many may wait for that. */
const AT_ONCE = 6;
const MOST_WAITING = 500;

/** What belongs to one socket while it is open. */
export interface SocketExtra extends Partial<Record<PropertyKey, unknown>> {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  /** Operations of this socket, one after the other beyond a few: no socket gets more of the server by sending faster. */
  readonly turns: Turns;
  readonly running: RunningOperations;
}

/** Connects one socket with the protocol of graphql-transport-ws; messages are counted before anything reads them. */
export function wireSocket(protocol: Server<SocketExtra>, socket: WebSocket, request: IncomingMessage, log: Log): void {
  const allowance = new MessageAllowance();
  const running = new RunningOperations();
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: (text) => send(socket, text),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (take) =>
        socket.on('message', (data: Buffer) => {
          if (socket.readyState !== socket.OPEN) return;
          if (!allowance.take()) return closeFlooding(socket);
          const text = data.toString('utf8');
          take(text).catch((error: unknown) => closeFaulty(socket, error, log));
          if (text.includes('complete')) running.check();
        }),
    },
    { socket, request, turns: new Turns(AT_ONCE, MOST_WAITING), running },
  );
  const stopAsking = askForLife(socket);
  // A frame that breaks the rules of WebSocket itself; ws closes such a socket with the code that is due.
  socket.on('error', (error) => log.debug({ err: error }, 'a socket broke'));
  socket.once('close', (code, reason) => {
    stopAsking();
    running.abortAll();
    void closed(code, reason.toString());
  });
}

function send(socket: WebSocket, text: string): Promise<void> {
  if (socket.readyState !== socket.OPEN) return Promise.resolve();
  return new Promise((resolve, reject) => socket.send(text, (error) => (error ? reject(error) : resolve())));
}

/** Nothing more is read from a client that sends faster than anybody may. */
function closeFlooding(socket: WebSocket): void {
  socket.close(CloseCode.TooManyInitialisationRequests, 'Too many messages');
  socket.pause();
  setTimeout(() => socket.terminate(), FLOOD_GOODBYE_MS).unref();
}

/** graphql-ws throws for a message that only servers send; whatever else it throws is a fault of ours. */
function closeFaulty(socket: WebSocket, error: unknown, log: Log): void {
  if (error instanceof Error && error.message.startsWith('Unexpected message of type'))
    return socket.close(CloseCode.BadRequest, 'Invalid message received');
  log.error({ err: error }, 'unexpected error');
  socket.close(CloseCode.InternalServerError, 'Internal server error');
}

function askForLife(socket: WebSocket): () => void {
  let alive = true;
  socket.on('pong', () => (alive = true));
  const timer = setInterval(() => {
    if (!alive) return socket.terminate();
    alive = false;
    if (socket.readyState === socket.OPEN) socket.ping();
  }, SIGN_OF_LIFE_MS).unref();
  return () => clearInterval(timer);
}

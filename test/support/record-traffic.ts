import { createWriteStream, type WriteStream } from 'node:fs';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import type { ArrivedRequest, OperationGate } from '../../src/kernel/graphql/operation-gate.js';

/** Between two pieces of what went out. */
const SEPARATOR = '\n\u001e\n';
/** Scripts and fonts of the explorer are files of packages, not answers. */
const ASSET = /^HTTP\/1\.1 200[\s\S]*?content-type: (text\/javascript|application\/javascript|text\/css|font\/)/i;
const LITERAL = /(\w+)\s*:\s*"((?:[^"\\]|\\.)*)"/g;

interface Recorded {
  readonly server: Server;
  readonly gate: OperationGate;
  readonly folder: string;
  readonly worker: string;
}

/** Writes down all that goes out of the server, byte by byte as a proxy in front of it would, and every text that comes in with an operation. */
export function recordTraffic({ server, gate, folder, worker }: Recorded): void {
  const answers = createWriteStream(join(folder, `answers-${worker}.txt`), { flags: 'a' });
  server.on('connection', (socket: Socket) => recordAnswers(socket, answers));
  const inputs = createWriteStream(join(folder, `inputs-${worker}.jsonl`), { flags: 'a' });
  const known = new Set<string>();
  const note = (name: string, text: string): void => {
    const line = JSON.stringify([name, text]);
    if (known.has(line)) return;
    known.add(line);
    inputs.write(`${line}\n`);
  };
  const admit = gate.admit.bind(gate);
  gate.admit = (request: ArrivedRequest) => {
    for (const [, name = '', text = ''] of request.source.matchAll(LITERAL)) note(name, text);
    noteTexts('', request.variables, note);
    return admit(request);
  };
}

function recordAnswers(socket: Socket, answers: WriteStream): void {
  const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
  let isAsset = false;
  socket.write = (piece: Uint8Array | string, ...rest: unknown[]): boolean => {
    const [encoding] = rest;
    const bytes = Buffer.from(piece as string, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8');
    if (bytes.subarray(0, 9).toString('latin1') === 'HTTP/1.1 ') isAsset = ASSET.test(bytes.toString('latin1'));
    if (!isAsset) {
      answers.write(bytes);
      answers.write(SEPARATOR);
    }
    return write(piece, ...rest);
  };
}

/** Every text within a value, with the name of the field that holds it. */
function noteTexts(name: string, value: unknown, note: (name: string, text: string) => void): void {
  if (typeof value === 'string') note(name, value);
  else if (Array.isArray(value)) for (const one of value as unknown[]) noteTexts(name, one, note);
  else if (typeof value === 'object' && value !== null)
    for (const [key, one] of Object.entries(value)) noteTexts(key, one, note);
}

import { connect } from 'node:net';

const HEAD_END = Buffer.from('\r\n\r\n');
/** Stands in bodies for a text that is new with each request: an idempotency key. */
export const KEY_PLACE = '#key#';

/** One keep-alive HTTP/1.1 connection that sends the next request when the answer to the last is complete; on bare sockets, to cost little. */
export class ClosedLoopClient {
  latencies = [];
  errors = [];
  #received = [];
  #size = 0;
  #wanted = null;
  #sentAt = 0;

  constructor({ port, path, headers, bodies, expected }, shared) {
    Object.assign(this, { port, bodies, shared });
    this.expected = expected.map((text) => Buffer.from(text));
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    this.head = `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: application/json\r\n${lines.join('')}`;
  }

  /** Connects. */
  open() {
    return new Promise((resolve, reject) => {
      this.socket = connect({ port: this.port, host: '127.0.0.1', noDelay: true }, resolve);
      this.socket.once('error', reject);
    });
  }

  /** Sends requests until the shared time is over. */
  run() {
    return new Promise((resolve, reject) => {
      this.socket.on('error', reject);
      this.socket.on('close', () => reject(new Error('The server closed the connection.')));
      this.socket.on('data', (chunk) => {
        if (!this.#complete(chunk)) return;
        if (performance.now() < this.shared.until) return this.#send();
        this.socket.removeAllListeners('close');
        this.socket.destroy();
        resolve();
      });
      this.#send();
    });
  }

  #send() {
    const { shared, bodies } = this;
    const template = bodies[shared.next++ % bodies.length];
    const body = template.includes(KEY_PLACE) ? template.replaceAll(KEY_PLACE, `${shared.key++}`) : template;
    this.#sentAt = performance.now();
    this.socket.write(`${this.head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  /** Takes a piece of the answer; true when it is whole. */
  #complete(chunk) {
    this.#received.push(chunk);
    this.#size += chunk.length;
    if (this.#wanted === null) this.#wanted = wholeLength(this.#whole());
    if (this.#wanted === null || this.#size < this.#wanted) return false;
    this.latencies.push(performance.now() - this.#sentAt);
    this.#judge(this.#whole());
    this.#received = [];
    this.#size = 0;
    this.#wanted = null;
    return true;
  }

  #whole() {
    if (this.#received.length > 1) this.#received = [Buffer.concat(this.#received)];
    return this.#received[0];
  }

  #judge(answer) {
    const isGood = answer.latin1Slice(9, 12) === '200' && this.expected.every((text) => answer.includes(text));
    if (!isGood) this.errors.push(answer.toString('utf8', 0, 2_000));
  }
}

/** Bytes of head and body together; null while the head is incomplete. */
function wholeLength(answer) {
  const end = answer.indexOf(HEAD_END);
  if (end < 0) return null;
  const head = answer.latin1Slice(0, end);
  const length = /^content-length: *(\d+)/im.exec(head);
  if (!length) throw new Error(`The answer has no content-length:\n${head}`);
  return end + HEAD_END.length + Number(length[1]);
}

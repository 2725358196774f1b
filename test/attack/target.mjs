import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { WebSocket } from 'ws';
import { insideIn } from '../../scripts/lib/leaks.mjs';

const TIMEOUT_MS = 20_000;
/** Tokens last a quarter of an hour, the longest attack not quite. */
const RENEW_MS = 60_000;
/** In which the system counts the time of processes. */
const TICKS_PER_SECOND = 100;

/** The server under attack, with the few ways in which attacks speak to it. */
export class Target {
  #renewed = -RENEW_MS;
  #agent = new Agent({ keepAlive: true, maxSockets: 4_000 });

  constructor({ address, pid, databasePid, people, isShort, backstage }) {
    Object.assign(this, { address, pid, databasePid, people, isShort, backstage });
    this.url = new URL(address);
  }

  /** Makes sure that everybody's token lasts for the next attack. */
  async renewTokens() {
    if (performance.now() - this.#renewed < RENEW_MS) return;
    this.#renewed = performance.now();
    this.tokens = [];
    for (const person of this.people) this.tokens.push(await person.renewed());
    await this.backstage.renewTokens();
  }

  /** How often an attack is repeated. */
  get rounds() {
    return this.isShort ? 5 : 40;
  }

  /** Memory of the server's process in MiB. */
  rss() {
    const [, kib] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8')) ?? [];
    return Math.round(Number(kib) / 1024);
  }

  /** Seconds that the server and its database have had a processor so far. */
  processorSeconds() {
    return secondsOf(this.pid) + secondsOf(this.databasePid);
  }

  /** What the server's memory consists of, in words: the heap of JavaScript, what lies outside of it, and the rest of the process. */
  async memory() {
    const { text } = await this.http({ method: 'GET', path: '/metrics' });
    const mib = (name) => Number(new RegExp(`^${name} (\\d+)`, 'm').exec(text)?.[1] ?? NaN) / 2 ** 20;
    const [total, used, outside] = ['heap_size_total', 'heap_size_used', 'external_memory'].map((name) =>
      mib(`nodejs_${name}_bytes`),
    );
    const rss = mib('process_resident_memory_bytes');
    return `${rss.toFixed(0)} MiB: heap ${total.toFixed(0)}, of it in use ${used.toFixed(0)}; buffers ${outside.toFixed(0)}; other ${(rss - total - outside).toFixed(0)}`;
  }

  /** One HTTP request as it is given; answers { status, headers, text }, status 0 when the connection broke. */
  http({ method = 'POST', path = '/graphql', headers = {}, body = null, token = null }) {
    return new Promise((resolve) => {
      const sent = request(
        {
          agent: this.#agent,
          host: this.url.hostname,
          port: this.url.port,
          method,
          path,
          timeout: TIMEOUT_MS,
          headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
        },
        (response) => {
          const pieces = [];
          response.on('data', (piece) => pieces.push(piece));
          response.on('error', () => resolve({ status: 0, headers: {}, text: '' }));
          response.on('end', () =>
            resolve({
              status: response.statusCode,
              headers: response.headers,
              text: Buffer.concat(pieces).toString('utf8'),
            }),
          );
        },
      );
      sent.on('timeout', () => sent.destroy());
      sent.on('error', () => resolve({ status: 0, headers: {}, text: '' }));
      sent.end(body);
    });
  }

  /** A GraphQL request over HTTP. */
  ask(query, { token = this.tokens[0], variables, headers = {} } = {}) {
    const body = JSON.stringify({ query, variables });
    return this.http({ headers: { 'content-type': 'application/json', ...headers }, body, token });
  }

  /** Bytes over a bare connection; answers what came until it ended. */
  bytes(pieces, longestMs = 12_000) {
    return new Promise((resolve) => {
      const pieceList = [];
      const socket = connect(Number(this.url.port), this.url.hostname, () => {
        for (const piece of pieces) socket.write(piece);
      });
      const end = () => {
        clearTimeout(timer);
        socket.destroy();
        resolve(Buffer.concat(pieceList).toString('latin1'));
      };
      const timer = setTimeout(end, longestMs);
      socket.on('data', (piece) => pieceList.push(piece));
      socket.on('close', end);
      socket.on('error', end);
    });
  }

  /** An open socket; signed in unless the token is null. */
  async socket(token = this.tokens[1]) {
    const socket = new WebSocket(`${this.address.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const seen = { socket, messages: [], code: null };
    socket.on('message', (data) => seen.messages.push(JSON.parse(data.toString())));
    socket.on('close', (code) => (seen.code = code));
    socket.on('error', () => undefined);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    if (token === null) return seen;
    socket.send(JSON.stringify({ type: 'connection_init', payload: { Authorization: `Bearer ${token}` } }));
    await this.until(() => seen.messages.some(({ type }) => type === 'connection_ack') || seen.code !== null);
    return seen;
  }

  /** Waits until something holds; answers whether it came to that. */
  async until(holds, longestMs = 10_000) {
    const began = performance.now();
    while (!holds()) {
      if (performance.now() - began > longestMs) return false;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return true;
  }

  /** Whether somebody else is served. */
  async isServing() {
    for (let tries = 0; tries < 20; tries += 1) {
      const { status } = await this.ask('{ viewer { actions } }', { token: this.tokens.at(-1) });
      if (status === 200) return true;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return false;
  }

  close() {
    this.#agent.destroy();
  }
}

/** The part of a text that tells of the inside; null when there is none. */
export function leakIn(text) {
  return insideIn(text)?.[1] ?? null;
}

/** Refused, when all answers are refusals with one of the statuses and say nothing of the inside; failed otherwise. */
export function allRefused(answers, statuses) {
  for (const { status, text } of answers) {
    const leak = leakIn(text);
    if (leak) return failed(`the answer tells of the inside: ${leak}`);
    if (/"data":\s*\{(?!\s*\})/.test(text) && !/"data":\s*\{\s*"\w+":\s*null/.test(text))
      return failed('it was answered');
    if (!statuses.includes(status)) return failed(`status ${status} ${text.slice(0, 120)}`);
  }
  const seen = [...new Set(answers.map(({ status }) => status))].join(', ');
  return { outcome: 'refused', detail: seen };
}

export const refused = (detail) => ({ outcome: 'refused', detail: String(detail) });
export const survived = (detail) => ({ outcome: 'survived', detail: String(detail) });
export const failed = (detail) => ({ outcome: 'failed', detail: String(detail) });

function secondsOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

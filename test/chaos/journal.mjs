import { closeSync, openSync, writeSync } from 'node:fs';

/**
 * The client's own record of each mutation: written before it is sent, and again with each thing learnt about it.
 * `state` is open, acknowledged (the server said that it is done), refused (a userError: nothing may have been written) or
 * unknown (given up without an answer).
 */
export class Journal {
  entries = [];
  counts = { sent: 0, unanswered: 0, retried: 0, unavailable: 0, cut: 0, twins: 0 };
  /** Answers that no kill excuses. */
  oddities = [];
  #file;

  constructor(path) {
    this.#file = openSync(path, 'a', 0o600);
  }

  /** Notes a mutation that is about to be sent for the first time. */
  open({ key, operation, personId, input }) {
    const entry = { key, operation, personId, input, state: 'open', answerId: null, code: null };
    this.entries.push(entry);
    this.#write(entry);
    return entry;
  }

  /** The server has said that the mutation is done; the id may come with a later answer. */
  acknowledge(entry, answerId) {
    if (entry.state === 'refused') this.odd(`${entry.key} was refused with ${entry.code} and then acknowledged`);
    if (entry.answerId && answerId && entry.answerId !== answerId)
      this.odd(`${entry.key} was answered with ${entry.answerId} and then with ${answerId}`);
    entry.state = 'acknowledged';
    entry.answerId ??= answerId;
    this.#write(entry);
  }

  refuse(entry, code) {
    if (entry.state === 'acknowledged') return this.odd(`${entry.key} was acknowledged and then refused with ${code}`);
    entry.state = 'refused';
    entry.code = code;
    this.#write(entry);
  }

  giveUp(entry) {
    if (entry.state !== 'open') return;
    entry.state = 'unknown';
    this.#write(entry);
  }

  odd(words) {
    this.oddities.push(words);
  }

  /** How many entries are in that state. */
  count(state) {
    return this.entries.filter((entry) => entry.state === state).length;
  }

  close() {
    closeSync(this.#file);
  }

  #write({ key, operation, input, state, answerId, code }) {
    writeSync(this.#file, `${JSON.stringify({ at: Date.now(), key, operation, state, input, answerId, code })}\n`);
  }
}

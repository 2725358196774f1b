import { setTimeout as sleep } from 'node:timers/promises';
import { NoAnswer } from './graphql-client.mjs';
import { OPERATIONS } from './operations.mjs';

/** Refusals that say "not now": the same call is sent again. */
const COME_BACK = new Set(['UNAVAILABLE', 'RATE_LIMITED', 'UNAUTHENTICATED']);
/** A defect, noted as one; but what became of the call is still to be found out. */
const DEFECT = 'INTERNAL';
const PAUSE_MS = [50, 250];

/** Sends one journaled mutation until its outcome is known, always with the same key; `until` is the moment to give up. */
export class Sending {
  #journal;
  #chance;

  constructor(journal, chance) {
    this.#journal = journal;
    this.#chance = chance;
  }

  /** The payload of the answer, or null when it was given up. `mischief` allows cut connections and twins. */
  async send(person, entry, { until, mischief }) {
    for (let attempt = 0; attempt === 0 || performance.now() < until(); attempt += 1) {
      if (attempt > 0) {
        this.#journal.counts.retried += 1;
        await sleep(this.#chance.between(...PAUSE_MS));
      }
      const payload = await this.#once(person, entry, attempt === 0 && mischief);
      if (payload) return payload;
      if (entry.state === 'unknown') return null;
    }
    this.#journal.giveUp(entry);
    return null;
  }

  async #once(person, entry, mischief) {
    const dice = mischief ? this.#chance.below(100) : 100;
    if (dice < 3) return this.#cut(person, entry);
    if (dice >= 5) return this.#attempt(person, entry);
    this.#journal.counts.twins += 1;
    const [one, other] = await Promise.all([this.#attempt(person, entry), this.#attempt(person, entry)]);
    return one ?? other;
  }

  /** Closes the connection a moment after sending, before or after the effect; the call is then sent again. */
  async #cut(person, entry) {
    this.#journal.counts.cut += 1;
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), this.#chance.between(1, 25));
    const payload = await this.#attempt(person, entry, { signal: controller.signal });
    clearTimeout(timer);
    return payload;
  }

  /** The payload when the outcome is known and its answer complete, else null. */
  async #attempt(person, entry, options) {
    const { text, idOf } = OPERATIONS[entry.operation];
    this.#journal.counts.sent += 1;
    try {
      const { data, errors } = await person.ask(
        text,
        { input: { ...entry.input, idempotencyKey: entry.key } },
        options,
      );
      const payload = data?.[entry.operation];
      if (!payload) return this.#refusedWhole(entry, errors);
      if (payload.userErrors.length > 0) this.#journal.refuse(entry, payload.userErrors[0].code);
      else this.#journal.acknowledge(entry, idOf(payload));
      return errors.length === 0 ? payload : null;
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      this.#journal.counts.unanswered += 1;
      return null;
    }
  }

  #refusedWhole(entry, errors) {
    const code = errors[0]?.extensions?.code;
    if (COME_BACK.has(code)) {
      this.#journal.counts.unavailable += 1;
      return null;
    }
    this.#journal.odd(`${entry.key} met ${code ?? 'an answer without data'}: ${errors[0]?.message}`);
    if (code !== DEFECT) this.#journal.giveUp(entry);
    return null;
  }
}

const READ = '{ customers(first: 20) { nodes { id name } } }';

/** What other people do meanwhile: a list, asked at an even pace by several of them in turn, whether or not the last one is answered. */
export class Traffic {
  #target;
  #tokens;
  #query;

  constructor(target, { tokens = [target.tokens.at(-1)], query = READ } = {}) {
    [this.#target, this.#tokens, this.#query] = [target, tokens, query];
  }

  /** Asks so many times a second for so many seconds; { asked, seconds, served, refused, odd }, times in milliseconds and in order. */
  async run(perSecond, seconds) {
    const result = { asked: 0, served: [], refused: [], odd: [] };
    const began = performance.now();
    const pending = new Set();
    while (performance.now() - began < seconds * 1_000) {
      const due = ((performance.now() - began) / 1_000) * perSecond;
      while (result.asked < due) {
        const asking = this.#ask(result).finally(() => pending.delete(asking));
        pending.add(asking);
      }
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    const spent = (performance.now() - began) / 1_000;
    await Promise.all(pending);
    for (const times of [result.served, result.refused]) times.sort((left, right) => left - right);
    return { ...result, seconds: spent };
  }

  /** The most that is served a second when a few ask again as soon as they are answered. */
  async capacity(clients, seconds) {
    const result = { asked: 0, served: [], refused: [], odd: [] };
    const until = performance.now() + seconds * 1_000;
    const client = async () => {
      while (performance.now() < until) await this.#ask(result);
    };
    await Promise.all(Array.from({ length: clients }, client));
    return result.served.length / seconds;
  }

  async #ask(result) {
    const token = this.#tokens[result.asked % this.#tokens.length];
    result.asked += 1;
    const began = performance.now();
    const { status, headers, text } = await this.#target.ask(this.#query, { token });
    const ms = performance.now() - began;
    if (status === 200) result.served.push(ms);
    else if ((status === 429 || status === 503) && Number(headers['retry-after']) > 0) result.refused.push(ms);
    else result.odd.push(`${status} ${text.slice(0, 80)}`);
  }
}

/** The time that so many of a hundred answers stay within. */
export function percentile(sorted, percent) {
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0;
}

/** Times in order, in words. */
export function inWords(sorted) {
  return `p50 ${percentile(sorted, 50).toFixed(0)} ms, p99 ${percentile(sorted, 99).toFixed(0)} ms`;
}

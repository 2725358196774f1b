import { leakIn } from '../target.mjs';
import { MARK } from './payloads.mjs';
import { requestOf } from './slots.mjs';
import { skeletonOf, StatementLog } from './statements.mjs';

const MOST_TRIES = 40;
const PATIENCE_MS = 250;
/** What says that a request was looked at, and what in it says that a part was not. */
const ANSWERED = [200, 400, 403, 404];
const BUSY = /"(?:RATE_LIMITED|UNAVAILABLE)"/;
const NOT_ANSWERED = /"(?:RATE_LIMITED|UNAVAILABLE|INTERNAL|UNAUTHENTICATED)"/;

/** Sends shots (a slot with a payload) and looks at what the database was told meanwhile. */
export class StatementWatch {
  #target;
  #tokens;
  #log;
  #known = new Set();
  #requests = 0;
  #statements = 0;
  #met = 0;

  constructor(target, tokens, logFile) {
    [this.#target, this.#tokens, this.#log] = [target, tokens, new StatementLog(logFile)];
  }

  /**
   * Harmless shots show what the statements of these slots look like; one that is refused is sent alone in the end, since it ends those beside
   * it before their statements are sent. Throws when one was not answered: its statement was never seen.
   */
  async learn(shots) {
    const isHeld = (text) => text.includes('"errors"');
    for (const { sent, status, text } of await this.#send(shots, isHeld))
      if (!ANSWERED.includes(status) || NOT_ANSWERED.test(text))
        throw new Error(`harmless texts were not answered: ${placeOf(sent)}: ${status} ${text.slice(0, 300)}`);
    for (const statement of this.#log.read()) this.#known.add(skeletonOf(statement));
  }

  /** Hostile shots; what is wrong with the statements or the answers, null when nothing is. */
  async look(shots) {
    for (const { sent, status, text } of await this.#send(shots)) {
      const bare = withoutPayloads(text, sent);
      if (!ANSWERED.includes(status) || leakIn(bare) || bare.includes('"INTERNAL"'))
        return `${placeOf(sent)}: ${status} ${leakIn(bare) ?? ''} ${bare.slice(0, 300)}`;
    }
    return this.faultOf(placeOf(shots));
  }

  /** What is wrong with the statements since the last look, null when nothing is. */
  faultOf(place) {
    for (const statement of this.#log.read()) {
      const skeleton = skeletonOf(statement);
      this.#statements += 1;
      if (MARK.test(skeleton)) return `${place}: a payload outside of a value: ${skeleton.slice(0, 500)}`;
      if (!MARK.test(statement)) continue;
      this.#met += 1;
      if (!this.#known.has(skeleton)) return `${place}: a statement of another form: ${skeleton.slice(0, 900)}`;
    }
    return null;
  }

  summary() {
    return `${this.#requests} requests, ${this.#statements} statements, ${this.#met} of them with a payload, always as a value`;
  }

  close() {
    this.#log.close();
  }

  /** The answers, each with the shots that it is for: a request that comes to too many rows, or must not be answered so, is sent in halves. */
  async #send(shots, isHeld = () => false) {
    const { query, variables } = requestOf(shots);
    for (let tries = 1; ; tries += 1) {
      const token = this.#tokens[(this.#requests += 1) % this.#tokens.length];
      const { status, text } = await this.#target.ask(query, { token, variables });
      const isBusy = status === 429 || status === 503 || BUSY.test(text);
      if (isBusy && tries < MOST_TRIES) {
        await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
        continue;
      }
      if (shots.length === 1 || !(text.includes('"QUERY_TOO_COMPLEX"') || isHeld(text)))
        return [{ sent: shots, status, text }];
      const half = shots.length >> 1;
      return [...(await this.#send(shots.slice(0, half), isHeld)), ...(await this.#send(shots.slice(half), isHeld))];
    }
  }
}

function placeOf(shots) {
  const [{ slot, payload }] = shots;
  return `${shots.length > 1 ? `one of ${shots.length}, such as ` : ''}${slot.field} ${slot.path} ${JSON.stringify(payload).slice(0, 80)}`;
}

/** What a payload says of the inside is no leak when it comes back. */
function withoutPayloads(text, shots) {
  let bare = text;
  for (const { payload } of shots)
    if (typeof payload === 'string') bare = bare.replaceAll(JSON.stringify(payload).slice(1, -1), '');
  return bare;
}

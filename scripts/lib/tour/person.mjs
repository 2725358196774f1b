import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { StepFailed } from './steps.mjs';

const EVENT_WAIT_MS = 10_000;

/** One signed-in person of the tour: asks over HTTP, listens over a WebSocket of their own. */
export class TourPerson {
  #token = null;

  constructor(address, account) {
    this.address = address;
    this.account = account;
  }

  async signIn() {
    const { login, password } = this.account;
    const { signIn } = await this.ask(
      'mutation($input: SignInInput!) { signIn(input: $input) { accessToken userErrors { message } } }',
      { input: { login, password } },
    );
    if (!signIn.accessToken)
      throw new StepFailed(`${login}: ${signIn.userErrors.map(({ message }) => message).join(' ')}`);
    this.#token = signIn.accessToken;
    return this;
  }

  /** The data of the answer. Throws StepFailed when it has errors. */
  async ask(query, variables = {}) {
    const response = await fetch(`${this.address}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'accept-language': 'en',
        ...(this.#token ? { authorization: `Bearer ${this.#token}` } : {}),
      },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = await response.json();
    if (errors) throw new StepFailed(`${this.account.login}: ${errors.map(({ message }) => message).join(' ')}`);
    return data;
  }

  /** The payload of a mutation. Throws StepFailed when it has userErrors. */
  async change(field, inputType, input, selection) {
    const data = await this.ask(
      `mutation($input: ${inputType}!) { ${field}(input: $input) { ${selection} userErrors { code message path } } }`,
      { input },
    );
    const { userErrors, ...payload } = data[field];
    if (userErrors.length > 0) throw new StepFailed(`${field}: ${userErrors.map(({ message }) => message).join(' ')}`);
    return payload;
  }

  /** Opens a subscription and waits until its socket is up. */
  async listen(query, variables = {}) {
    const live = new LiveEvents(this.address, this.#token, query, variables);
    await live.opened;
    return live;
  }
}

/** Events of one subscription, to be awaited one by one, on a socket that can be cut. */
class LiveEvents {
  #events = [];
  #waiting = [];
  #socket = null;

  constructor(address, token, query, variables) {
    let opened;
    this.opened = new Promise((resolve) => (opened = resolve));
    this.client = createClient({
      url: `${address.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      lazy: true,
      connectionParams: { Authorization: `Bearer ${token}`, 'Accept-Language': 'en' },
      on: {
        connected: (socket) => {
          this.#socket = socket;
          opened();
        },
      },
    });
    this.client.subscribe(
      { query, variables },
      {
        next: ({ data }) => data && this.#push({ data, at: performance.now() }),
        error: () => undefined,
        complete: () => undefined,
      },
    );
  }

  /** The next event with the moment it arrived. */
  next(withinMs = EVENT_WAIT_MS) {
    const ready = this.#events.shift();
    if (ready) return Promise.resolve(ready);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new StepFailed(`no event within ${withinMs} ms`)), withinMs);
      this.#waiting.push((event) => {
        clearTimeout(timer);
        resolve(event);
      });
    });
  }

  /** Breaks the connection without a farewell, as a lost network does. */
  cut() {
    this.#socket?.terminate();
  }

  async close() {
    await this.client.dispose();
  }

  #push(event) {
    const taker = this.#waiting.shift();
    if (taker) taker(event);
    else this.#events.push(event);
  }
}

const TIMEOUT_MS = 15_000;

/** No complete answer came: whether the call took effect is not known. */
export class NoAnswer extends Error {}

/** Sends one request to the server; answers { status, data, errors }. Throws NoAnswer. */
export async function post(address, token, query, variables, { signal, timeoutMs = TIMEOUT_MS } = {}) {
  const limit = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(`${address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify({ query, variables }),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    const { data, errors } = await response.json();
    return { status: response.status, data: data ?? null, errors: errors ?? [] };
  } catch (error) {
    throw new NoAnswer(String(error.cause?.code ?? error.name), { cause: error });
  }
}

/** Someone who signs in at the server, again when the token has ended. */
export class Person {
  #address;
  #login;
  #password;
  #token = null;
  #refreshToken = null;

  constructor(address, login, password) {
    this.#address = address;
    this.#login = login;
    this.#password = password;
  }

  /** Sends a request as this person. Throws NoAnswer. */
  async ask(query, variables, options) {
    this.#token ??= await this.#signIn();
    const answer = await post(this.#address, this.#token, query, variables, options);
    if (answer.errors.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED')) this.#token = null;
    return answer;
  }

  /** A token of an open session. Throws NoAnswer. */
  async token() {
    return (this.#token ??= await this.#signIn());
  }

  /** A token that lasts from now on, without signing in again where there was one. Throws NoAnswer. */
  async renewed() {
    if (this.#refreshToken) {
      const text =
        'mutation ($input: TokenRefreshInput!) { answer: tokenRefresh(input: $input) { accessToken refreshToken } }';
      await this.#open(text, { refreshToken: this.#refreshToken });
    }
    return this.token();
  }

  /** Sends a request that must succeed, and answers its data. */
  async get(query, variables) {
    const { data, errors } = await this.ask(query, variables);
    const refusal = Object.values(data ?? {}).flatMap((field) => field?.userErrors ?? []);
    if (errors.length > 0 || refusal.length > 0) throw new Error(JSON.stringify([...errors, ...refusal]));
    return data;
  }

  #signIn() {
    const text = `mutation ($input: SignInInput!) {
      answer: signIn(input: $input) { accessToken refreshToken userErrors { code } } }`;
    return this.#open(text, { login: this.#login, password: this.#password });
  }

  async #open(text, input) {
    const { data, errors } = await post(this.#address, null, text, { input });
    if (!data?.answer?.accessToken) throw new NoAnswer(`sign-in: ${JSON.stringify(errors[0] ?? data)}`);
    this.#refreshToken = data.answer.refreshToken;
    return (this.#token = data.answer.accessToken);
  }
}

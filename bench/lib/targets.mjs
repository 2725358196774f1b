import { ASKERS } from '../data/organisation.mjs';

const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) { accessToken userErrors { message } } }`;

/** Asks the product one question; the answer as it came. */
async function ask(port, token, body) {
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST', headers, body });
  return response.json();
}

/** Signs somebody in; answers the access token. */
export async function signIn(port, login, password) {
  const answer = await ask(port, null, JSON.stringify({ query: SIGN_IN, variables: { input: { login, password } } }));
  const token = answer.data?.signIn?.accessToken;
  if (!token) throw new Error(`${login} could not sign in: ${JSON.stringify(answer)}`);
  return token;
}

/** Where and how an operation is asked of the product and of the floor: the same inputs in the same order. */
export async function targetsOf(ground, operation) {
  const { document, floor: floorName, asker } = operation;
  const inputs = operation.variables(ground.facts);
  // Anew for each operation, since tokens live a quarter of an hour.
  const token = await signIn(ground.product.port, ASKERS[asker], ground.password);
  const expected = ['"data":{', ...(operation.expected ?? [])];
  return {
    product: {
      port: ground.product.port,
      path: '/graphql',
      headers: { authorization: `Bearer ${token}` },
      bodies: inputs.map((variables) => JSON.stringify({ query: document, variables })),
      expected,
    },
    floor: {
      port: ground.floor.port,
      path: '/',
      headers: { authorization: `Bearer ${token}` },
      bodies: inputs.map((variables) => JSON.stringify({ operation: floorName, asker, variables })),
      expected,
    },
  };
}

import { ASKERS } from '../data/organisation.mjs';

const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) { accessToken userErrors { message } } }`;

/** Asks the product one question; the answer as it came. */
async function ask(port, token, body) {
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST', headers, body });
  return response.json();
}

/** Signs the asker in, anew for each operation, since tokens live a quarter of an hour. */
async function tokenOf({ product, password }, asker) {
  const variables = { input: { login: ASKERS[asker], password } };
  const answer = await ask(product.port, null, JSON.stringify({ query: SIGN_IN, variables }));
  const token = answer.data?.signIn?.accessToken;
  if (!token) throw new Error(`${ASKERS[asker]} could not sign in: ${JSON.stringify(answer)}`);
  return token;
}

/** Where and how an operation is asked of the product and of the floor: the same inputs in the same order. */
export async function targetsOf(ground, operation) {
  const { document, floor: floorName, asker } = operation;
  const inputs = operation.variables(ground.facts);
  const token = await tokenOf(ground, asker);
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

import { request } from 'node:http';
import { failed, refused, survived } from '../target.mjs';

const JSON_TYPE = { 'content-type': 'application/json' };

/** Requests that are harmless one by one and come by the hundred. */
export const FLOODS = [
  { transport: 'HTTP', kind: 'brute force', name: 'passwords guessed one after the other', run: guesses },
  { transport: 'HTTP', kind: 'flood', name: 'sign-ins without end', run: signInFlood },
  { transport: 'HTTP', kind: 'flood', name: 'requests given up at once', run: abortFlood },
  { transport: 'HTTP', kind: 'flood', name: 'far more requests than can be served', run: overload },
];

const signIn = (target, login) =>
  target.ask(
    'mutation($l: String!) { signIn(input: { login: $l, password: "a wrong password" }) { accessToken userErrors { code } } }',
    {
      token: null,
      variables: { l: login },
    },
  );

async function guesses(target) {
  const codes = [];
  for (let n = 0; n < 14; n += 1) {
    const { text } = await signIn(target, 'somebody-under-attack');
    codes.push(/SIGN_IN_\w+|RATE_LIMITED|UNAVAILABLE/.exec(text)?.[0] ?? text.slice(0, 60));
  }
  return codes.at(-1) === 'SIGN_IN_LATER' && codes.filter((code) => code === 'SIGN_IN_REFUSED').length <= 10
    ? refused(`after ${codes.indexOf('SIGN_IN_LATER')} guesses`)
    : failed(codes.join(' '));
}

async function signInFlood(target) {
  const answers = await Promise.all(
    Array.from({ length: target.isShort ? 120 : 600 }, (_, n) => signIn(target, `nobody-${n}`)),
  );
  const odd = answers.find(({ status }) => ![200, 429, 503].includes(status));
  return odd ? failed(`status ${odd.status} ${odd.text.slice(0, 100)}`) : survived(counted(answers));
}

async function abortFlood(target) {
  const count = target.isShort ? 300 : 3_000;
  const text = JSON.stringify({ query: '{ customers(first: 50) { totalCount nodes { id name owner { name } } } }' });
  for (let n = 0; n < count; n += 50) {
    await Promise.all(
      Array.from({ length: 50 }, () => {
        const sent = request({
          host: target.url.hostname,
          port: target.url.port,
          path: '/graphql',
          method: 'POST',
          headers: {
            ...JSON_TYPE,
            authorization: `Bearer ${target.tokens[3]}`,
            'content-length': Buffer.byteLength(text),
          },
        });
        sent.on('error', () => undefined);
        sent.end(text);
        return new Promise((resolve) => setTimeout(() => resolve(sent.destroy()), 5));
      }),
    );
  }
  return (await target.isServing()) ? survived(`${count} requests`) : failed('others are not served any more');
}

async function overload(target) {
  const until = performance.now() + (target.isShort ? 3_000 : 20_000);
  const answers = [];
  let slowestRefusal = 0;
  const client = async (n) => {
    while (performance.now() < until) {
      const began = performance.now();
      const answer = await target.ask('{ customers(first: 20) { nodes { id name } } }', {
        token: target.tokens[n % 4],
      });
      answers.push(answer);
      if (answer.status === 503 || answer.status === 429)
        slowestRefusal = Math.max(slowestRefusal, performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: 400 }, (_, n) => client(n)));
  const odd = answers.find(({ status }) => ![200, 429, 503].includes(status));
  if (odd) return failed(`status ${odd.status} ${odd.text.slice(0, 100)}`);
  const without = answers.find(({ status, headers }) => (status === 503 || status === 429) && !headers['retry-after']);
  if (without) return failed(`a ${without.status} without Retry-After`);
  return survived(`${counted(answers)}; slowest refusal ${slowestRefusal.toFixed(0)} ms`);
}

function counted(answers) {
  const counts = new Map();
  for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${count} × ${status}`).join(', ');
}

import { sleep } from '../../scripts/lib/stop-signal.mjs';

const EVERY_MS = 250;
const TIMEOUT_MS = 20_000;
const RECOVERY_MS = 30_000;
const READ = '{ customers(first: 1) { nodes { id } } }';

/**
 * What callers see while the database hangs (SIGSTOP) for 3 s and 10 s, and while it is gone (kill -9) for 3 s, under the
 * load of the other clients. Answers one row per case and question: how many, the times to an answer, and the answers.
 */
export async function measureOutages({ ground, person, signal }) {
  const rows = await measureHangs('busy, hangs', { ground, person, signal });
  await ground.killDatabase();
  const asked = askAlong({ ground, person, forMs: 3_000, signal });
  await sleep(3_000, signal);
  await ground.startDatabase(signal);
  rows.push(...(await outcome('busy, gone 3 s', { asked, ground, person, signal })));
  return rows;
}

/** The hanging database once more, for a server that has nothing else to do. */
export function measureQuietOutages(tools) {
  return measureHangs('quiet, hangs', tools);
}

async function measureHangs(label, { ground, person, signal }) {
  const rows = [];
  for (const stopMs of [3_000, 10_000]) {
    process.kill(ground.databasePid, 'SIGSTOP');
    const asked = askAlong({ ground, person, forMs: stopMs, signal });
    await sleep(stopMs, signal).finally(() => process.kill(ground.databasePid, 'SIGCONT'));
    rows.push(...(await outcome(`${label} ${stopMs / 1000} s`, { asked, ground, person, signal })));
  }
  return rows;
}

async function outcome(label, { asked, ground, person, signal }) {
  const began = performance.now();
  while (performance.now() - began < RECOVERY_MS && (await readOnce(ground, person)) !== 'data')
    await sleep(20, signal);
  const recoveryMs = performance.now() - began;
  const answers = await asked;
  const questions = [...new Set(answers.map(({ question }) => question))];
  return [
    ...questions.map((question) =>
      summary(
        label,
        question,
        answers.filter((answer) => answer.question === question),
      ),
    ),
    { label, question: 'back in service after', count: 1, medianMs: recoveryMs, longestMs: recoveryMs, answers: '' },
  ];
}

function summary(label, question, answers) {
  const times = answers.map(({ ms }) => ms).sort((a, b) => a - b);
  const kinds = [...new Set(answers.map(({ answer }) => answer))];
  const counted = kinds.map((kind) => `${answers.filter(({ answer }) => answer === kind).length} × ${kind}`);
  const medianMs = times[Math.floor(times.length / 2)];
  return { label, question, count: times.length, medianMs, longestMs: times.at(-1), answers: counted.join(', ') };
}

/** Puts the same questions again and again, whether the earlier ones are answered or not. */
async function askAlong({ ground, person, forMs, signal }) {
  const questions = {
    read: () => readOnce(ground, person),
    write: () => writeOnce(ground, person),
    '/health/ready': () => statusOf(`${ground.server.address}/health/ready`),
    '/health/live': () => statusOf(`${ground.server.address}/health/live`),
  };
  const open = [];
  const began = performance.now();
  while (performance.now() - began < forMs) {
    for (const [question, ask] of Object.entries(questions)) open.push(timedAnswer(question, ask));
    await sleep(EVERY_MS, signal);
  }
  return Promise.all(open);
}

async function timedAnswer(question, ask) {
  const began = performance.now();
  const answer = await ask();
  return { question, answer, ms: performance.now() - began };
}

function readOnce(ground, person) {
  return classified(() => person.ask(READ, {}, { timeoutMs: TIMEOUT_MS }));
}

/** A write that the server refuses for its input, after it has opened its transaction: it leaves nothing behind. */
function writeOnce(ground, person) {
  const text = 'mutation ($input: CustomerUpdateInput!) { customerUpdate(input: $input) { userErrors { code } } }';
  const input = { customerId: '1', expectedVersion: 1, name: 'nobody' };
  return classified(() => person.ask(text, { input }, { timeoutMs: TIMEOUT_MS }));
}

async function classified(ask) {
  try {
    const { status, data, errors } = await ask();
    const code = errors[0]?.extensions?.code;
    return code && code !== 'NOT_FOUND' ? `${status} ${code}` : data || code ? 'data' : `${status}`;
  } catch (error) {
    return `no answer (${error.message})`;
  }
}

async function statusOf(url) {
  try {
    return String((await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) })).status);
  } catch (error) {
    return `no answer (${error.name})`;
  }
}

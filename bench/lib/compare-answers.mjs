import { KEY_PLACE } from './closed-loop-client.mjs';
import { targetsOf } from './targets.mjs';
import { rowsWritten } from './rows-written.mjs';

/** Inputs that are compared for each operation. */
const COMPARED = 12;
const SHOWN_CHARACTERS = 1_500;

/** Asks product and floor the same; null when the data of every answer are the same text, else the first difference. */
export async function compareAnswers(ground, operation) {
  const targets = await targetsOf(ground, operation);
  const count = targets.product.bodies.length;
  const step = Math.max(1, Math.floor(count / COMPARED));
  for (let index = 0; index < count; index += step) {
    const product = await answerOf(targets.product, index);
    const floor = await answerOf(targets.floor, index);
    const difference = operation.writes
      ? await writesDiffer(ground, product, floor)
      : textsDiffer(normal(product.data), normal(floor.data));
    if (difference) return `input: ${targets.product.bodies[index].slice(-300)}\n${difference}`;
  }
  return null;
}

async function answerOf({ port, path, headers, bodies }, index) {
  const body = bodies[index].replaceAll(KEY_PLACE, `compare-${process.pid}-${port}-${index}-${Date.now()}`);
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body,
  });
  const answer = await response.json();
  if (!response.ok || !answer.data || answer.errors) return { data: { refused: answer } };
  return answer;
}

/** A new record has its own id and moment on each side; all else must be the same, in the answer and in the tables. */
async function writesDiffer({ connection }, product, floor) {
  const ids = [product, floor].map(({ data }) => data.interactionCreate?.interaction?.id);
  if (ids.includes(undefined)) return textsDiffer(normal(product.data), normal(floor.data));
  const blank = (answer, id) =>
    normal(answer.data)
      .replaceAll(id, 'ID')
      .replaceAll(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, '"AT"');
  const [mine, theirs] = [blank(product, ids[0]), blank(floor, ids[1])];
  return (
    textsDiffer(mine, theirs) ??
    textsDiffer(normal(await rowsWritten(connection, ids[0])), normal(await rowsWritten(connection, ids[1])))
  );
}

function textsDiffer(product, floor) {
  if (product === floor) return null;
  let at = 0;
  while (product[at] === floor[at]) at += 1;
  const from = Math.max(0, at - 100);
  return `product: …${product.slice(from, from + SHOWN_CHARACTERS)}\nfloor:   …${floor.slice(from, from + SHOWN_CHARACTERS)}`;
}

/** JSON with the keys of every object sorted. */
function normal(value) {
  return JSON.stringify(value, (_, item) =>
    item && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}

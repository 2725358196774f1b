import { parseArgs } from 'node:util';
import { Problem } from '../../scripts/lib/say.mjs';
import { OPERATIONS } from '../operations/operations.mjs';
import { wholeNumber } from './whole-numbers.mjs';

const NAMES = OPERATIONS.map(({ name }) => name);

export const HELP = `npm run bench: measures the product beside a floor (bare node:http and prepared statements) on the same data.
性能测试：在同一数据上与最简实现对照。

  --customers 200000   size of the data set (contacts ×2, deals ×1.5, interactions ×5); kept in DATA_DIR/bench
  --seconds 5          length of a round; product and floor take turns, two rounds each
  --clients 16         connections of the load generator, each with one request at a time
  --only list,write    some of: ${NAMES.join(', ')}
  --fresh              make the data set anew
  --short              2 000 customers in memory, one short round each: shows that everything runs and the answers agree
  --profile list       where the server's time goes in one operation, instead of the comparison
  --out FILE           where the figures go (bench/results.json; none with --short)`;

/** Reads the command line. Throws Problem. */
export function readArguments(args) {
  const { values } = parse(args);
  const isShort = values.short ?? false;
  const only = values.only?.split(',') ?? (values.profile ? [values.profile] : NAMES);
  for (const name of [...only, ...(values.profile ? [values.profile] : [])])
    if (!NAMES.includes(name)) throw unknown(name);
  return {
    help: values.help ?? false,
    short: isShort,
    fresh: values.fresh ?? false,
    profile: values.profile ?? null,
    customers: wholeNumber(values.customers, isShort ? 2_000 : 200_000, 'customers', 500),
    seconds: positive(values.seconds, isShort ? 0.2 : 5),
    clients: wholeNumber(values.clients, isShort ? 4 : 16, 'clients', 1),
    operations: OPERATIONS.filter(({ name }) => only.includes(name)),
    out: values.out ?? null,
  };
}

function parse(args) {
  const text = { type: 'string' };
  const flag = { type: 'boolean' };
  try {
    return parseArgs({
      args,
      options: {
        ...{ customers: text, seconds: text, clients: text, only: text, profile: text, out: text },
        ...{ short: flag, fresh: flag, help: { ...flag, short: 'h' } },
      },
    });
  } catch (error) {
    throw new Problem(
      `${error.message}. All arguments: npm run bench -- --help`,
      '参数有误，见 npm run bench -- --help',
    );
  }
}

function positive(text, fallback) {
  const value = text === undefined ? fallback : Number(text);
  if (value > 0 && value <= 600) return value;
  throw new Problem(
    `--seconds must be a number above 0, up to 600, not "${text}".`,
    '--seconds 必须大于 0 且不超过 600。',
  );
}

function unknown(name) {
  return new Problem(
    `There is no operation "${name}". Known: ${NAMES.join(', ')}.`,
    `没有操作 "${name}"。可用：${NAMES.join('、')}。`,
  );
}

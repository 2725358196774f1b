import './lib/check-node.mjs';

const { parseArgs } = await import('node:util');
const { runAsCommand } = await import('./lib/command.mjs');
const { ensurePackages } = await import('./lib/packages.mjs');
const { Problem, say } = await import('./lib/say.mjs');

const HELP = `npm run handover:drill [-- options]: a person with many customers leaves, on a private server and database. Shows the preview, hands
everything over while the server is killed (kill -9) and started again, compares the figures of the past, and undoes it. Exit code 1
when anything is not as the preview said. 离职交接演练：预览、交接（途中强制结束服务）、核对历史数据、撤销。

  --customers N   customers of the leaver (5000)
  --items N       open deals, cases and actions of the leaver together (200)
  --kills N       how often the server is killed on the way (1)`;

await runAsCommand(async (stop) => {
  const options = readOptions();
  if (options === null) return say(HELP) ?? 0;
  await ensurePackages(stop.signal);
  const { runDrill } = await import('../test/handover/run-drill.mjs');
  const held = await runDrill({ ...options, signal: stop.signal });
  say(held ? 'Hand-over drill: everything held.' : 'Hand-over drill: NOT everything held.');
  return held ? 0 : 1;
});

function readOptions() {
  const text = { type: 'string' };
  const { values } = parsed({ customers: text, items: text, kills: text, help: { type: 'boolean' } });
  if (values.help) return null;
  return {
    customers: wholeNumber('customers', values.customers ?? '5000', 100_000),
    items: wholeNumber('items', values.items ?? '200', 10_000),
    kills: wholeNumber('kills', values.kills ?? '1', 20),
  };
}

function parsed(options) {
  try {
    return parseArgs({ options });
  } catch (error) {
    throw new Problem(
      `${error.message} See: npm run handover:drill -- --help`,
      '参数有误，见 npm run handover:drill -- --help',
    );
  }
}

function wholeNumber(name, text, most) {
  if (/^\d{1,10}$/.test(text) && Number(text) <= most) return Number(text);
  throw new Problem(
    `--${name} must be a whole number up to ${most}, not "${text}".`,
    `--${name} 必须是不超过 ${most} 的整数。`,
  );
}

import './lib/check-node.mjs';

const { parseArgs } = await import('node:util');
const { runAsCommand } = await import('./lib/command.mjs');
const { ensurePackages } = await import('./lib/packages.mjs');
const { Problem, say } = await import('./lib/say.mjs');

const HELP = `npm run attack [-- options]: attacks a server of its own by documents, HTTP and WebSocket, and reports each attack as refused,
survived or failed, with the worst answer of its health meanwhile and its memory before and after. Exit code 1 when any failed.
对自带的服务发起文档、HTTP 与 WebSocket 攻击，并逐项报告结果。

  --short      fewer repetitions; this runs inside npm test
  --only TEXT  the attacks whose kind or name has this text`;

await runAsCommand(async (stop) => {
  const { short = false, only = null, help } = readOptions();
  if (help) return say(HELP) ?? 0;
  await ensurePackages(stop.signal);
  const { runAttacks } = await import('../test/attack/run-attacks.mjs');
  const withstood = await runAttacks({ isShort: short, only, signal: stop.signal });
  say(withstood ? 'Attacks: the server withstood all.' : 'Attacks: the server did NOT withstand all.');
  return withstood ? 0 : 1;
});

function readOptions() {
  try {
    return parseArgs({
      options: { short: { type: 'boolean' }, only: { type: 'string' }, help: { type: 'boolean' } },
    }).values;
  } catch (error) {
    throw new Problem(`${error.message} See: npm run attack -- --help`, '参数有误，见 npm run attack -- --help');
  }
}

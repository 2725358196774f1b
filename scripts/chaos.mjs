import './lib/check-node.mjs';

const { randomInt } = await import('node:crypto');
const { parseArgs } = await import('node:util');
const { runAsCommand } = await import('./lib/command.mjs');
const { ensurePackages } = await import('./lib/packages.mjs');
const { Problem, say } = await import('./lib/say.mjs');

const HELP = `npm run chaos [-- options]: kills the server and its database under write load, again and again, and compares what was
acknowledged with what is there. Exit code 1 when anything is missing, half there or doubled.
在写入压力下反复强制结束服务与数据库，并核对已确认的写入。

  --kills N     how often the server is killed (20)
  --seconds N   how long the kills take together, without the restarts (60)
  --seed N      repeats the choices of an earlier run (random)
  --short       3 kills in 6 seconds, without measuring outages; this runs inside npm test`;

await runAsCommand(async (stop) => {
  const options = readOptions();
  if (options === null) return say(HELP) ?? 0;
  await ensurePackages(stop.signal);
  const { runChaos } = await import('../test/chaos/run-chaos.mjs');
  const held = await runChaos({ ...options, signal: stop.signal });
  say(held ? 'Chaos: everything held.' : 'Chaos: NOT everything held.');
  return held ? 0 : 1;
});

function readOptions() {
  const text = { type: 'string' };
  const yes = { type: 'boolean' };
  const { values } = parsed({ kills: text, seconds: text, seed: text, short: yes, help: yes });
  if (values.help) return null;
  const short = values.short ?? false;
  const kills = wholeNumber('kills', values.kills ?? (short ? '3' : '20'), 200);
  const seconds = wholeNumber('seconds', values.seconds ?? (short ? '6' : '60'), 1_800);
  const seed = wholeNumber('seed', values.seed ?? String(randomInt(1, 1_000_000)), 2 ** 31);
  return {
    kills,
    everyMs: Math.max(1_000, (seconds * 1_000) / kills),
    seed,
    outages: !short,
    replays: short ? 100 : 400,
  };
}

function parsed(options) {
  try {
    return parseArgs({ options });
  } catch (error) {
    throw new Problem(`${error.message} See: npm run chaos -- --help`, '参数有误，见 npm run chaos -- --help');
  }
}

function wholeNumber(name, text, most) {
  if (/^\d{1,10}$/.test(text) && Number(text) >= 1 && Number(text) <= most) return Number(text);
  throw new Problem(
    `--${name} must be a whole number from 1 to ${most}, not "${text}".`,
    `--${name} 必须是 1 到 ${most} 的整数。`,
  );
}

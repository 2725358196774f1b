import './lib/check-node.mjs';

const { spawn } = await import('node:child_process');
const { randomInt } = await import('node:crypto');
const { parseArgs } = await import('node:util');
const { ensureBuild } = await import('./lib/build.mjs');
const { runAsCommand } = await import('./lib/command.mjs');
const { requireMariadb } = await import('./lib/find-mariadb.mjs');
const { ensurePackages } = await import('./lib/packages.mjs');
const { ROOT, inRoot } = await import('./lib/paths.mjs');
const { Problem, say } = await import('./lib/say.mjs');
const { openTestDatabase } = await import('./lib/test-database.mjs');

const HELP = `npm run test:authz [-- options]: draws random companies and compares every path of the schema with an oracle that is written from
docs/permissions.md, on a MariaDB of its own in memory. Exit code 1 when an answer differs, a path has no driver, or a mutant survives.
随机生成公司数据，按 docs/permissions.md 的规则逐条路径核对权限。

  --worlds N      how many companies (20); 200 take up to 25 minutes
  --seed N        the first seed; the same seed draws the same companies (random)
  --no-mutants    without switching single rules of the product off to see that this is noticed
  --timing        only measures whether a record that one may not see takes longer than a missing one; on a quiet machine`;

await runAsCommand(async (stop) => {
  const options = readOptions();
  if (options === null) return say(HELP) ?? 0;
  await ensurePackages(stop.signal);
  const binaries = await requireMariadb(stop.signal);
  await ensureBuild(stop.signal);
  const database = await openTestDatabase(binaries, stop.signal);
  try {
    return await suite(options, database.url, stop);
  } finally {
    await database.close();
  }
});

function suite(args, url, stop) {
  const loader = ['--import', '@swc-node/register/esm-register'];
  const child = spawn(process.execPath, [...loader, inRoot('test', 'authz', 'run', 'main.ts'), ...args], {
    cwd: ROOT,
    env: { ...process.env, TEST_DATABASE_URL: url, NODE_OPTIONS: '' },
    stdio: 'inherit',
  });
  stop.signal.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => (stop.signal.aborted ? reject(stop.signal.reason) : resolve(code ?? 1)));
  });
}

/** The arguments for the suite; null: only help is wanted. */
function readOptions() {
  const text = { type: 'string' };
  const yes = { type: 'boolean' };
  const { values } = parsed({ worlds: text, seed: text, 'no-mutants': yes, timing: yes, help: yes });
  if (values.help) return null;
  const worlds = wholeNumber('worlds', values.worlds ?? '20', 10_000);
  const seed = wholeNumber('seed', values.seed ?? String(randomInt(1, 1_000_000)), 2 ** 31);
  const switches = ['no-mutants', 'timing'].filter((name) => values[name]).map((name) => `--${name}`);
  return ['--worlds', String(worlds), '--seed', String(seed), ...switches];
}

function parsed(options) {
  try {
    return parseArgs({ options });
  } catch (error) {
    throw new Problem(
      `${error.message} See: npm run test:authz -- --help`,
      '参数有误，见 npm run test:authz -- --help',
    );
  }
}

function wholeNumber(name, text, most) {
  if (/^\d{1,10}$/.test(text) && Number(text) >= 1 && Number(text) <= most) return Number(text);
  throw new Problem(
    `--${name} must be a whole number from 1 to ${most}, not "${text}".`,
    `--${name} 必须是 1 到 ${most} 的整数。`,
  );
}

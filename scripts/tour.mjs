import './lib/check-node.mjs';

const { existsSync, readFileSync } = await import('node:fs');
const { join } = await import('node:path');
const { runAsCommand } = await import('./lib/command.mjs');
const { ensurePackages } = await import('./lib/packages.mjs');
const { Problem, say } = await import('./lib/say.mjs');
const { readSettings } = await import('./lib/settings.mjs');

await runAsCommand(async (stop) => {
  await ensurePackages(stop.signal);
  const { runSteps } = await import('./lib/tour/steps.mjs');
  const { mainJob } = await import('./lib/tour/tour.mjs');
  const { host, port, dataDir } = readSettings(process.env, { needsSecret: false });
  const file = join(dataDir, 'demo-accounts.json');
  if (!existsSync(file))
    throw new Problem(
      `There are no demo accounts in ${file}: the tour plays on the sample company. Run npm start first (without DATABASE_URL).`,
      `找不到演示账号文件 ${file}：请先运行 npm start（不设置 DATABASE_URL）。`,
    );
  const address = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`;
  if (!(await isReady(address)))
    throw new Problem(
      `No server answers at ${address}. Run npm start first; if it runs on another port, name it here too: PORT=3001 npm run tour`,
      `${address} 没有服务，请先运行 npm start；若其端口不同，请同样指定，例如：PORT=3001 npm run tour`,
    );
  const { steps, tidy } = mainJob(address, JSON.parse(readFileSync(file, 'utf8')));
  const ok = await runSteps(steps, say);
  await tidy().catch(({ message }) => say(`What the tour left open could not be taken back: ${message}`));
  say(ok ? 'The tour went through.' : 'The tour stopped at a step that failed.');
  return ok ? 0 : 1;
});

async function isReady(address) {
  try {
    return (await fetch(`${address}/health/ready`, { signal: AbortSignal.timeout(3_000) })).ok;
  } catch {
    return false;
  }
}

import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { untilReleased } from './kernel/runtime/held-start.js';
import { readSettings, SettingRefused, type Settings } from './kernel/runtime/settings.js';
import { createServer } from './server.js';
import { readDemoAccounts } from './setup/demo-accounts.js';
import { FirstAdministrator } from './setup/first-administrator.js';
import { sampleAccountFile, sampleAccountText } from './setup/sample-account.js';
import { SampleCompanySeed } from './setup/sample-company-seed.js';
import { readyText } from './setup/ready-text.js';

/** Makes sure that somebody can sign in: the sample company in the private database, else the administrator named in the environment. */
async function prepareCompany(app: NestFastifyApplication, settings: Settings): Promise<void> {
  if (settings.embedded) {
    const sample = app.get(SampleCompanySeed);
    if (!(await sample.needed())) return;
    const account = await sample.load(settings.dataDir, process.stdout);
    process.stdout.write(`${sampleAccountText(account)}\n  ${sampleAccountFile(settings.dataDir)}\n`);
    return;
  }
  const administrators = app.get(FirstAdministrator);
  if (await administrators.exists()) return;
  if (!settings.adminLogin || !settings.adminPassword)
    throw new SettingRefused(
      'This database has no administrator yet. Set ADMIN_LOGIN and ADMIN_PASSWORD for the first start, or run: npm run cli -- admin create --login NAME. ' +
        '此数据库还没有管理员：首次启动请设置 ADMIN_LOGIN 和 ADMIN_PASSWORD，或运行 npm run cli -- admin create --login NAME。',
    );
  await administrators.create(settings.adminLogin, settings.adminPassword, settings.adminLogin);
}

async function listen(app: NestFastifyApplication, { port, host }: Settings): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new SettingRefused(
      `PORT ${port} on ${host} is taken by another program. Choose another one: PORT=${port + 1} npm start. 端口 ${port} 已被占用，请换一个端口。`,
    );
  }
}

async function start(): Promise<void> {
  await untilReleased();
  const settings = readSettings();
  const app = await createServer(settings);
  // Ended in the middle of the first load, the next start goes on with it.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void app.close().finally(() => process.exit(0)));
  try {
    await prepareCompany(app, settings);
    await listen(app, settings);
  } catch (error) {
    await app.close().catch(() => undefined);
    throw error;
  }
  const accounts = settings.embedded ? (readDemoAccounts(settings.dataDir) ?? []) : [];
  process.stdout.write(readyText(await app.getUrl(), accounts, settings.dataDir));
  // The start command, if one runs us, starts us again from now on.
  if (process.connected) process.send?.('ready');
}

start().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});

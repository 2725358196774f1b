import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { readSettings, SettingRefused, type Settings } from './kernel/runtime/settings.js';
import { createServer } from './server.js';
import { FirstAdministrator } from './setup/first-administrator.js';

/** Makes sure that somebody can sign in: the administrator named in the environment, on a database that has none. */
async function prepareCompany(app: NestFastifyApplication, settings: Settings): Promise<void> {
  const administrators = app.get(FirstAdministrator);
  if (await administrators.exists()) return;
  if (!settings.adminLogin || !settings.adminPassword)
    throw new SettingRefused(
      'This database has no administrator yet. Set ADMIN_LOGIN and ADMIN_PASSWORD for the first start, or run: npm run cli -- admin create --login NAME.',
    );
  await administrators.create(settings.adminLogin, settings.adminPassword, settings.adminLogin);
}

async function start(): Promise<void> {
  const settings = readSettings(process.env);
  const app = await createServer(settings);
  await prepareCompany(app, settings);
  await app.listen(settings.port, settings.host);
  process.stdout.write(`GraphQL  ${await app.getUrl()}/graphql\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void app.close().then(() => process.exit(0)));
}

start().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});

/** Loaded ahead of its database, the server waits until the start command hands it its environment; without that command it ends. */
export async function untilReleased(): Promise<void> {
  if (process.env['SERVER_HELD'] !== '1') return;
  const end = (): never => process.exit(0);
  if (!process.connected) end();
  process.once('disconnect', end);
  const env = await new Promise<NodeJS.ProcessEnv>((resolve) => process.once('message', resolve));
  process.off('disconnect', end);
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
  Object.assign(process.env, env);
}

import { readSettings, type Settings } from './settings.js';

/** Stands in for the signing secret, which a command beside the server need not know: it makes no tokens. */
const NO_SECRET = 'a-command-signs-no-tokens-0123456789-abcdefghijk';

/** Settings of a one-time command: without a secret, and quiet but for warnings. Throws SettingRefused. */
export function readCommandSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const settings = readSettings({ ...env, SIGNING_SECRET: env['SIGNING_SECRET'] || NO_SECRET });
  return { ...settings, logLevel: env['LOG_LEVEL'] ? settings.logLevel : 'warn' };
}

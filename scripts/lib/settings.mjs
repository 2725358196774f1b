import { isIP } from 'node:net';
import { isAbsolute, resolve } from 'node:path';
import { parseDatabaseUrl } from './database-url.mjs';
import { ROOT } from './paths.mjs';
import { Problem } from './say.mjs';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
const KNOWN_BAD_SECRETS = ['changeme', 'secret', 'default', 'password', '00000000', 'xxxxxxxx'];

/** Every setting of the start command; `wrong` says what is the matter with a text, in two languages, or gives null. */
export const SETTINGS = [
  {
    name: 'PORT',
    fallback: '3000',
    meaning: 'port of the GraphQL address, 1 to 65535',
    wrong: (text) =>
      isWhole(text, 1, 65_535) ? null : ['must be a whole number from 1 to 65535', '必须是 1 到 65535 的整数'],
  },
  {
    name: 'HOST',
    fallback: '127.0.0.1',
    meaning: 'address to listen on; 0.0.0.0 opens it to the network',
    wrong: (text) =>
      /^[\w.:-]+$/.test(text) ? null : ['must be an IP address or a host name', '必须是 IP 地址或主机名'],
  },
  {
    name: 'DATABASE_URL',
    fallback: '',
    meaning:
      'mysql://user:password@host:3306/database of your own MariaDB 10.6+ or MySQL 8.0.16+;\nwithout it a private MariaDB is run, with a sample company and demo accounts',
    wrong: wrongDatabaseUrl,
  },
  {
    name: 'DATA_DIR',
    fallback: '.data',
    meaning: 'folder of the private database, its secrets and the demo accounts',
    wrong: (text) => (text.includes('\0') ? ['must be a folder', '必须是目录'] : null),
  },
  {
    name: 'SIGNING_SECRET',
    fallback: '',
    meaning:
      'signs access tokens, 32 or more random characters; required with DATABASE_URL,\notherwise made once and kept in DATA_DIR/signing-secret',
    secret: true,
    wrong: wrongSecret,
  },
  {
    name: 'LOG_LEVEL',
    fallback: 'info',
    meaning: LOG_LEVELS.join(', '),
    wrong: (text) =>
      LOG_LEVELS.includes(text)
        ? null
        : [`must be one of ${LOG_LEVELS.join(', ')}`, `必须是 ${LOG_LEVELS.join('、')} 之一`],
  },
  {
    name: 'POOL_SIZE',
    fallback: '12',
    meaning: 'database connections of the server, 2 to 200',
    wrong: (text) =>
      isWhole(text, 2, 200) ? null : ['must be a whole number from 2 to 200', '必须是 2 到 200 的整数'],
  },
  {
    name: 'ROWS_PER_MINUTE',
    fallback: '300000',
    meaning: 'rows that one person may ask for within a minute, 10000 or more',
    wrong: (text) =>
      isWhole(text, 10_000, 1_000_000_000)
        ? null
        : ['must be a whole number from 10000 to 1000000000', '必须是 10000 到 1000000000 的整数'],
  },
  {
    name: 'HISTORY_EXACT_MONTHS',
    fallback: '0',
    meaning:
      'months past whose history is kept to the millisecond, 12 or more; of older ones only the end (docs/operations.md). 0: all',
    wrong: (text) =>
      text === '0' || isWhole(text, 12, 1_200)
        ? null
        : ['must be 0 or a whole number from 12 to 1200', '必须是 0，或 12 到 1200 的整数'],
  },
  {
    name: 'TRUSTED_PROXIES',
    fallback: '',
    meaning:
      'addresses or ranges of reverse proxies, with commas between, such as 10.0.0.5,192.168.0.0/24; their X-Forwarded-For is\nbelieved, so that sign-ins are counted by the caller and not by the proxy',
    wrong: (text) =>
      text.split(',').every((part) => isAddress(part.trim()))
        ? null
        : ['must be IP addresses or ranges with commas between', '必须是以逗号分隔的 IP 地址或网段'],
  },
  {
    name: 'ADMIN_LOGIN',
    fallback: '',
    meaning: 'with DATABASE_URL: login of the first administrator, made when there is none yet',
    wrong: (text) =>
      text.trim() === text && text.length <= 100
        ? null
        : ['must be at most 100 characters without blanks at the ends', '最长 100 个字符，首尾不能有空格'],
  },
  {
    name: 'ADMIN_PASSWORD',
    fallback: '',
    meaning: 'the password to ADMIN_LOGIN, 10 or more characters; remove it after the first start',
    secret: true,
    wrong: (text) => (text.length >= 10 ? null : ['must have at least 10 characters', '至少需要 10 个字符']),
  },
];

function isAddress(text) {
  const [address, bits = '32', ...rest] = text.split('/');
  return isIP(address) !== 0 && isWhole(bits, 0, 128) && rest.length === 0;
}

function isWhole(text, least, most) {
  return /^\d{1,6}$/.test(text) && Number(text) >= least && Number(text) <= most;
}

function wrongDatabaseUrl(text) {
  try {
    parseDatabaseUrl(text);
    return null;
  } catch (error) {
    return [
      `must look like mysql://user:password@host:3306/database (special characters percent-encoded); ${error.message}`,
      '格式应为 mysql://用户:密码@主机:3306/数据库（特殊字符须百分号编码）',
    ];
  }
}

function wrongSecret(text) {
  const weak = new Set(text).size < 10 || KNOWN_BAD_SECRETS.some((bad) => text.toLowerCase().startsWith(bad));
  if (text.length >= 32 && !weak) return null;
  return [
    `must be at least 32 random characters (this one is ${text.length < 32 ? 'too short' : 'a known or weak one'}), for example the output of: openssl rand -base64 48`,
    '至少需要 32 个随机字符，例如命令 openssl rand -base64 48 的输出',
  ];
}

/** Reads and checks the environment; an unset or empty variable counts as its default. Throws Problem. */
export function readSettings(env, { needsSecret = true } = {}) {
  const texts = {};
  for (const setting of SETTINGS) {
    const text = env[setting.name] || setting.fallback;
    texts[setting.name] = text;
    const wrong = text === '' ? null : setting.wrong(text);
    if (wrong) throw refusal(setting, text, wrong);
  }
  refusePairs(texts, needsSecret);
  return {
    port: Number(texts.PORT),
    host: texts.HOST,
    databaseUrl: texts.DATABASE_URL || null,
    dataDir: isAbsolute(texts.DATA_DIR) ? resolve(texts.DATA_DIR) : resolve(ROOT, texts.DATA_DIR),
    signingSecret: texts.SIGNING_SECRET || null,
    logLevel: texts.LOG_LEVEL,
  };
}

function refusal(setting, text, [english, chinese]) {
  const shown = setting.secret || setting.name === 'DATABASE_URL' ? '' : ` It is "${text}".`;
  const shownChinese = shown ? `当前为 "${text}"。` : '';
  return new Problem(
    `The setting ${setting.name} ${english}.${shown} All settings: npm start -- --help`,
    `设置 ${setting.name} ${chinese}。${shownChinese}全部设置见 npm start -- --help`,
  );
}

function refusePairs(texts, needsSecret) {
  if (texts.DATABASE_URL && !texts.SIGNING_SECRET && needsSecret)
    throw new Problem(
      'The setting SIGNING_SECRET is required with DATABASE_URL: set it to at least 32 random characters, for example the output of: openssl rand -base64 48. Keep it; a new one signs everybody out.',
      '使用 DATABASE_URL 时必须设置 SIGNING_SECRET（至少 32 个随机字符，例如 openssl rand -base64 48 的输出）。请妥善保存，更换后所有人需重新登录。',
    );
  const missing = ['ADMIN_LOGIN', 'ADMIN_PASSWORD'].filter((name) => !texts[name]);
  if (missing.length === 1)
    throw new Problem(
      `The settings ADMIN_LOGIN and ADMIN_PASSWORD belong together; ${missing[0]} is missing. Set both or neither.`,
      `设置 ADMIN_LOGIN 与 ADMIN_PASSWORD 必须同时给出，缺少 ${missing[0]}。`,
    );
}

/** The help of `npm start`: every setting with its default and meaning. */
export function helpText() {
  const lines = SETTINGS.map(({ name, fallback, meaning }) => {
    const [first, ...more] = meaning.split('\n');
    const head = `  ${name.padEnd(15)} ${`[${fallback || 'none'}]`.padEnd(12)} ${first}`;
    return [head, ...more.map((line) => ' '.repeat(31) + line)].join('\n');
  });
  return [
    'npm start: sets up what is missing, then runs Guanxi CRM. Ctrl-C ends it. 启动 Guanxi CRM，Ctrl-C 结束。',
    '',
    'Settings, by environment [default]. 设置（环境变量，方括号内为默认值）：',
    ...lines,
    '',
    'Example: PORT=8080 npm start',
    'Other commands: npm test · npm run dev · npm run cli -- --help · npm run tour · npm run bench',
  ].join('\n');
}

/** Refuses a Node that is too old; imported first and free of new syntax, so that an old Node can still read it. */
const LEAST = [20, 19, 0];

/** True when a version such as "20.19.1" is the least supported one or later. */
export function isSupportedNode(version) {
  const parts = version.split('.').map(Number);
  for (let index = 0; index < LEAST.length; index += 1) {
    const part = parts[index] || 0;
    if (part !== LEAST[index]) return part > LEAST[index];
  }
  return true;
}

if (!isSupportedNode(process.versions.node)) {
  const found = process.versions.node;
  console.error(
    'Guanxi needs Node.js 20.19 or later; this is ' + found + '. Get one from https://nodejs.org and try again.',
  );
  console.error('Guanxi 需要 Node.js 20.19 或更高版本，当前为 ' + found + '。请从 https://nodejs.org 安装后重试。');
  process.exit(1);
}

import { type DemoAccount, demoAccountsFile } from './demo-accounts.js';

/** What the server tells once it serves: its addresses, and the demo accounts if there are any. */
export function readyText(url: string, accounts: readonly DemoAccount[], dataDir: string): string {
  const http = url.replace('[::1]', '127.0.0.1');
  const lines = [
    'Guanxi CRM is ready. 系统已就绪。',
    `  GraphQL    ${http}/graphql`,
    `  WebSocket  ${http.replace(/^http/, 'ws')}/graphql`,
    `  Explorer   ${http}/explorer`,
  ];
  if (accounts.length > 0) {
    const widest = Math.max(...accounts.map(({ login }) => login.length));
    lines.push(`Demo accounts 演示账号 (${demoAccountsFile(dataDir)}):`);
    for (const { login, password, role, department } of accounts)
      lines.push(`  ${login.padEnd(widest)}  ${password}  ${role}, ${department}`);
  }
  return `${lines.join('\n')}\n`;
}

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { GuanxiClient } from './client.js';
import { AddInteractionDocument, CustomerPageDocument, InboxDocument } from './generated.js';

interface DemoAccount {
  readonly login: string;
  readonly password: string;
  readonly role: string;
}

const accounts = JSON.parse(readFileSync('.data/demo-accounts.json', 'utf8')) as DemoAccount[];
const account = accounts.find(({ role }) => role === 'sales');
if (!account) throw new Error('There is no demo account of a sales person: run npm start first.');

const client = new GuanxiClient(process.env['GUANXI_ADDRESS'] ?? 'http://127.0.0.1:3000');
await client.signIn(account.login, account.password);

const { customers } = await client.request(CustomerPageDocument, { first: 3 });
for (const { name, shortName, lifecycle } of customers.nodes)
  console.log(`${shortName ?? ''} ${name ?? ''} ${lifecycle}`);

const [customer] = customers.nodes;
if (customer) {
  const input = {
    customerId: customer.id,
    channel: 'CALL' as const,
    summary: '客户端示例：电话回访',
    idempotencyKey: randomUUID(),
  };
  const { interactionCreate } = await client.request(AddInteractionDocument, { input });
  console.log(interactionCreate.interaction ?? interactionCreate.userErrors);
}

for await (const { notificationReceived } of client.subscribe(InboxDocument, { after: '0' })) {
  console.log(notificationReceived.title, notificationReceived.body);
  break;
}
await client.close();

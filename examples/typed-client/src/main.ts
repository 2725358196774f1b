import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { GuanxiClient } from './client.js';
import { RequestRefused, ServerUnreachable } from './connection.js';
import { AddInteractionDocument, CustomerPageDocument, InboxDocument } from './generated.js';

interface DemoAccount {
  readonly login: string;
  readonly password: string;
  readonly role: string;
}

const ADDRESS = process.env['GUANXI_ADDRESS'] ?? 'http://127.0.0.1:3000';
const ACCOUNTS = process.env['GUANXI_ACCOUNTS'] ?? '.data/demo-accounts.json';

async function run(client: GuanxiClient): Promise<void> {
  const accounts = JSON.parse(readFileSync(ACCOUNTS, 'utf8')) as DemoAccount[];
  const account = accounts.find(({ role }) => role === 'sales');
  if (!account) throw new Error(`There is no demo account of a sales person in ${ACCOUNTS}: run npm start first.`);
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
}

/** What can go wrong outside this program, in words; anything else is a defect and keeps its stack. */
function tell(error: unknown): void {
  if (error instanceof ServerUnreachable)
    console.error(`${error.message} Run npm start, or set GUANXI_ADDRESS to where the server runs.`);
  else if (error instanceof RequestRefused) console.error(`${error.message} (${error.code})`);
  else if ((error as NodeJS.ErrnoException).code === 'ENOENT')
    console.error(`There are no demo accounts in ${ACCOUNTS}. Run npm start, or set GUANXI_ACCOUNTS to their file.`);
  else console.error(error);
  process.exitCode = 1;
}

const client = new GuanxiClient(ADDRESS);
await run(client)
  .catch(tell)
  .finally(() => client.close());

import { connectForChecks, Findings } from './checks/database.mjs';
import { checkDelivery, untilDelivered } from './checks/delivery.mjs';
import { checkEffects } from './checks/effects.mjs';
import { checkRecords, checkSearch } from './checks/records.mjs';
import { DAMAGES } from './damages.mjs';

const DELIVERY_MS = 60_000;

/** What the checks must know of the product: its tracked kinds, its handlers, and how it cuts texts into search words. */
export async function productFacts(ground) {
  await import(ground.built('src', 'server.js'));
  const { recordKinds } = await import(ground.built('src', 'kernel', 'database', 'record-kind.js'));
  const { declaredHandlers } = await import(ground.built('src', 'kernel', 'events', 'on-event.js'));
  const { gramsOf } = await import(ground.built('src', 'kernel', 'lists', 'search-text.js'));
  const handlers = new Map();
  for (const { event, owner, method } of declaredHandlers())
    handlers.set(event, [...(handlers.get(event) ?? []), `${owner.constructor.name}.${method}`]);
  return { tracked: recordKinds().filter(({ history }) => history !== null), handlers, gramsOf };
}

/** Waits for the last events; answers the milliseconds, or null when they did not all come. */
export async function waitForDelivery(ground) {
  const connection = await connectForChecks(ground.databaseUrl);
  try {
    return await untilDelivered(connection, DELIVERY_MS);
  } finally {
    await connection.end();
  }
}

/** Everything that must hold at the end. */
export async function compare(ground, facts, { journal, run }) {
  const connection = await connectForChecks(ground.databaseUrl);
  try {
    return await allChecks(connection, facts, { journal, run });
  } finally {
    await connection.end();
  }
}

async function allChecks(connection, facts, { journal, run }) {
  const findings = new Findings();
  await checkRecords(connection, findings, facts.tracked);
  await checkSearch(connection, findings, facts);
  await checkEffects(connection, findings, { journal, run });
  await checkDelivery(connection, findings, facts);
  return findings;
}

/** Damages the data in each way, one after the other, in a transaction that is taken back; answers those that went unseen. */
export async function unseenDamages(ground, facts, { journal, run }) {
  const connection = await connectForChecks(ground.databaseUrl);
  const unseen = [];
  try {
    for (const { name, sql } of DAMAGES) {
      await connection.query('START TRANSACTION');
      let changed = 0;
      for (const statement of sql) changed += (await connection.query(statement))[0].affectedRows;
      const { total } = await allChecks(connection, facts, { journal, run });
      await connection.query('ROLLBACK');
      if (changed === 0 || total === 0) unseen.push(changed === 0 ? `${name} (nothing to damage)` : name);
    }
  } finally {
    await connection.end();
  }
  return unseen;
}

import { say, seconds } from '../../scripts/lib/say.mjs';
import { BulkLoader } from './bulk-load.mjs';
import { CONTACT_COLUMNS, contactRows, CUSTOMER_COLUMNS, customerRows } from './customer-rows.mjs';
import { idAt, moment, PERIODS } from './calendar.mjs';
import * as dealTables from './deal-rows.mjs';
import { GramCollector } from './gram-collector.mjs';
import { copyToHistory } from './history.mjs';
import { insertTracked, recordColumns } from './insert.mjs';
import { INTERACTION_COLUMNS, interactionRows } from './interaction-rows.mjs';
import { makeOrganisation } from './organisation.mjs';
import { productCode } from './product-code.mjs';

/** How many of each there are for so many customers. */
export function sizesOf(customers) {
  return {
    customers,
    contacts: customers * 2,
    opportunities: Math.round(customers * 1.5),
    interactions: customers * 5,
  };
}

const GRAM_COLUMNS = ['kind', 'gram', 'record_id'];
const LOADED = ['customer', 'contact', 'opportunity', 'stage_entry', 'interaction'];

/** Fills a database that the product has just set up. Answers how many rows each table has got. */
export async function generate(connection, customers, signal) {
  const began = performance.now();
  const sizes = sizesOf(customers);
  const code = await productCode();
  const world = { ...code, grams: new GramCollector(code.gramsOf), customers: [] };
  const loader = new BulkLoader(connection, signal);
  await connection.query('SET SESSION unique_checks=0, foreign_key_checks=0');
  try {
    const people = await makeOrganisation(connection, world);
    Object.assign(world, { people, stageModelId: await stageModel(connection, code) });
    await loadRecords(loader, world, sizes);
    await loadGrams(loader, world.grams);
  } finally {
    loader.close();
  }
  for (const table of [...LOADED, 'search_gram', 'person', 'department'])
    await connection.query(`ANALYZE TABLE ${table}`);
  say(`Data: generated and loaded (${seconds(performance.now() - began)})`);
  return { ...sizes, people: world.people.length, departments: 20, searchGrams: world.grams.count };
}

async function loadRecords(loader, world, sizes) {
  const { connection } = loader;
  const { opportunities } = sizes;
  const step = async (table, columns, write, withHistory = true) => {
    const began = performance.now();
    await loader.load(table, columns, write);
    if (withHistory) await copyToHistory(connection, table);
    say(`  ${table} (${seconds(performance.now() - began)})`);
  };
  await step('customer', CUSTOMER_COLUMNS, () => customerRows(world, sizes.customers));
  await step('contact', CONTACT_COLUMNS, () => contactRows(world, sizes.contacts / sizes.customers));
  await step('interaction', INTERACTION_COLUMNS, () => interactionRows(world, sizes.interactions));
  const { DEAL_COLUMNS, DEAL_HISTORY_COLUMNS, STAGE_ENTRY_COLUMNS } = dealTables;
  await step('opportunity', DEAL_COLUMNS, () => dealTables.dealRows(world, opportunities), false);
  await step(
    'opportunity_history',
    DEAL_HISTORY_COLUMNS,
    () => dealTables.dealHistoryRows(world, opportunities),
    false,
  );
  await step('stage_entry', STAGE_ENTRY_COLUMNS, () => dealTables.stageEntryRows(world, opportunities), false);
}

/** The gram table must be empty to be loaded fast; the few grams that the set-up made are put back. */
async function loadGrams(loader, grams) {
  const began = performance.now();
  const { connection } = loader;
  const [kept] = await connection.query('SELECT kind, gram, record_id FROM search_gram');
  await connection.query('TRUNCATE TABLE search_gram');
  await loader.loadText('search_gram', GRAM_COLUMNS, async (send) => {
    for (const chunk of grams.chunks()) await send(chunk);
  });
  if (kept.length > 0)
    await connection.query('INSERT INTO search_gram (kind, gram, record_id) VALUES ?', [
      kept.map(({ kind, gram, record_id: id }) => [kind, gram, id]),
    ]);
  say(`  search_gram, ${grams.count} rows (${seconds(performance.now() - began)})`);
}

/** Id of the active stage model; the product's standard one is installed when there is none. */
async function stageModel(connection, { stages, stageModel: code }) {
  const [[known]] = await connection.query('SELECT id FROM stage_model WHERE active = 1 AND deleted_at IS NULL');
  if (known) return known.id;
  const { from, part } = PERIODS.department;
  const at = moment(from);
  const id = idAt(from, part + 100);
  const name = { code, revision: 1, name_zh: '标准', name_en: 'Standard', active: 1 };
  await insertTracked(connection, 'stage_model', [{ ...recordColumns(id, at), ...name }]);
  const rows = stages.map((stage, index) => ({
    ...recordColumns(idAt(from + 1 + index, part + 100), at),
    model_id: id,
    code: stage.code,
    name_zh: stage.nameZh,
    name_en: stage.nameEn,
    position: stage.position,
    probability: stage.probability,
    time_limit_days: stage.timeLimitDays,
    kind: stage.kind,
    requirements: JSON.stringify(stage.requirements),
  }));
  await insertTracked(connection, 'stage', rows);
  return id;
}

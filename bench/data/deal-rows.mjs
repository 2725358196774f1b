import { day, days, idAt, idsOf, LAST_DAY, madeAt, moment, PERIODS } from './calendar.mjs';
import { OPEN_END } from './history.mjs';
import { Random } from './random.mjs';
import { dealName } from './words.mjs';

const RECORD = ['id', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by', 'deleted_at'];
/** Days after which hardly a deal is still open. */
const LONGEST_OPEN_DAYS = 150;
const LOST_REASONS = ['COMPETITIVE', 'PRICE', 'NO_BUDGET', 'NATURAL', 'OTHER'];

/** Columns of `dealRows`, in its order. */
export const DEAL_COLUMNS = [
  ...RECORD,
  ...[
    'name',
    'customer_id',
    'customer_name',
    'owner_id',
    'department_id',
    'stage_model_id',
    'stage_code',
    'stage_kind',
  ],
  ...['probability', 'stage_entered_at', 'amount', 'currency', 'base_amount', 'expected_close_on', 'closed_on'],
  ...['created_on', 'lost_reason', 'next_step', 'custom', 'search_text'],
];

/** Columns of `dealHistoryRows`. */
export const DEAL_HISTORY_COLUMNS = [...DEAL_COLUMNS, 'valid_from', 'valid_to', 'actor_id', 'reason'];

/** Columns of `stageEntryRows`. */
export const STAGE_ENTRY_COLUMNS = [
  ...RECORD,
  ...[
    'opportunity_id',
    'stage_model_id',
    'stage_code',
    'stage_kind',
    'entered_at',
    'entered_on',
    'left_at',
    'actor_id',
  ],
];

/** The deals of the company in the order of their ids; the same each time it is asked. */
export function* deals(world, count) {
  const random = new Random(4);
  const ids = idsOf('opportunity', count);
  for (let index = 0; index < count; index += 1) {
    const customer = world.customers[random.skewed(world.customers.length)];
    const at = madeAt(PERIODS.opportunity, index, count);
    yield {
      ...{ id: ids[index], at, customer, stays: staysOf(random, at, world.stages) },
      name: dealName(random),
      amount: `${random.integer(5, 900) * 1_000}.00`,
      expectedCloseOn: day(at, random.integer(30, LONGEST_OPEN_DAYS + 60)),
      lostReason: random.pick(LOST_REASONS),
    };
  }
}

/** The stages that a deal has been in, each with the moment it was entered; the last one is where it stands. */
function staysOf(random, begun, stages) {
  const open = stages.filter(({ kind }) => kind === 'OPEN');
  const stays = [{ stage: open[0], at: begun }];
  const target = random.integer(1, open.length + 1);
  let at = begun;
  for (let step = 1; step < target; step += 1) {
    at += days(2 + random.next() * (LONGEST_OPEN_DAYS / open.length));
    if (at >= LAST_DAY) return stays;
    stays.push({ stage: step < open.length ? open[step] : stages.find(({ kind }) => kind === 'WON'), at });
  }
  if (stays.at(-1).stage.kind !== 'OPEN') return stays;
  const givenUp = at + days(10 + random.next() * LONGEST_OPEN_DAYS);
  if (givenUp < LAST_DAY && random.chance(0.95))
    stays.push({ stage: stages.find(({ kind }) => kind === 'LOST'), at: givenUp });
  return stays;
}

/** Rows of deals as they stand now. */
export function* dealRows(world, count) {
  for (const deal of deals(world, count)) {
    const searchText = searchTextOf(world, deal);
    world.grams.add('opportunity', deal.id, searchText);
    yield versionOf(world, deal, deal.stays.length, searchText);
  }
}

/** One row for each version of each deal: a stage entered is a version. */
export function* dealHistoryRows(world, count) {
  for (const deal of deals(world, count)) {
    const searchText = searchTextOf(world, deal);
    for (let version = 1; version <= deal.stays.length; version += 1) {
      const next = deal.stays[version];
      const interval = [moment(deal.stays[version - 1].at), next ? moment(next.at) : OPEN_END];
      yield [...versionOf(world, deal, version, searchText), ...interval, deal.customer.owner.id, null];
    }
  }
}

function searchTextOf(world, { name, customer }) {
  return world.searchTextOf.opportunity({ name, customerName: customer.name });
}

function versionOf({ stageModelId }, deal, version, searchText) {
  const { id, at, customer, stays, name, amount, expectedCloseOn, lostReason } = deal;
  const { stage, at: entered } = stays[version - 1];
  const { owner } = customer;
  const isClosed = stage.kind !== 'OPEN';
  return [
    ...[id, version, moment(at), owner.id, moment(entered), owner.id, null],
    ...[name, customer.id, customer.name, owner.id, owner.departmentId, stageModelId, stage.code, stage.kind],
    ...[stage.probability, moment(entered), amount, 'CNY', amount, expectedCloseOn, isClosed ? day(entered) : null],
    ...[day(at), stage.kind === 'LOST' ? lostReason : null, isClosed ? null : '约下次拜访', '{}', searchText],
  ];
}

/** One row for each stay of each deal in a stage; the ids rise with the deals. */
export function* stageEntryRows(world, count) {
  const { part } = PERIODS.stage_entry;
  for (const { customer, id, at, stays } of deals(world, count))
    for (const [place, { stage, at: entered }] of stays.entries()) {
      const by = customer.owner.id;
      const left = stays[place + 1] ? moment(stays[place + 1].at) : null;
      yield [
        ...[idAt(at + place, part), left ? 2 : 1, moment(entered), by, left ?? moment(entered), by, null],
        ...[id, world.stageModelId, stage.code, stage.kind, moment(entered), day(entered), left, by],
      ];
    }
}

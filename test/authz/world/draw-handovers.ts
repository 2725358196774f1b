import type { Draw } from './draw.js';
import type { Row } from './rows.js';

const LONG_PAST = '2026-01-10T00:00:00.000Z';
/** No state that the product would go on working on. */
const STATES = ['DONE', 'STOPPED', 'FAILED', 'UNDONE'];
const KEPT = ['GONE', 'MOVED_ON', 'CLOSED'];
const HELD = [
  ['customer', 'Customer'],
  ['opportunity', 'Opportunity'],
] as const;

/** Hand-overs that are over, with who got what, and what undoing left where it was. */
export function drawHandovers(draw: Draw): void {
  const { chance } = draw;
  for (let i = chance.below(4); i > 0; i--) {
    const handover = addHandover(draw);
    if (handover['state'] !== 'UNDONE') continue;
    for (let kept = chance.below(3); kept > 0; kept--) addKept(draw, handover);
  }
}

function addHandover(draw: Draw): Row {
  const { chance } = draw;
  const leaver = draw.any('Person');
  const state = chance.pick(STATES);
  return draw.add('Handover', {
    tries: 0,
    person_id: leaver.id,
    person_name: leaver['name']!,
    department_id: chance.percent(60) ? leaver['department_id']! : draw.any('Department').id,
    given_reason: '离职',
    state,
    rules: [],
    records: [],
    closed_too: chance.percent(30),
    disable: chance.percent(60),
    total: chance.below(9),
    moved: chance.below(9),
    left_over: 0,
    shares: shares(draw),
    kind_at: 0,
    after_id: '0',
    moved_in_pass: 0,
    disabled_at: null,
    finished_at: LONG_PAST,
    undo_until: LONG_PAST,
    undone_by: null,
    given_back: 0,
    kept: 0,
    created_by: draw.any('Person').id,
  });
}

function shares(draw: Draw): object[] {
  return HELD.slice(draw.chance.below(3)).map(([kind]) => ({
    kind,
    personId: draw.any('Person').id,
    fallback: draw.chance.percent(30),
    count: draw.chance.between(1, 5),
  }));
}

function addKept(draw: Draw, { id }: Row): void {
  const [kind, type] = draw.chance.pick(HELD.filter(([, of]) => draw.has(of)));
  draw.add(
    'HandoverKept',
    {
      run_id: id,
      kind,
      record_id: draw.any(type).id,
      before_values: {},
      after_values: {},
      undone: draw.chance.pick(KEPT),
    },
    0,
  );
}

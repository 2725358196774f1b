import type { Draw } from './draw.js';
import type { Row } from './rows.js';

const KINDS = ['COMPLAINT', 'CONSULTATION', 'FAULT', 'REQUEST'];
const STATES = ['OPEN', 'IN_PROGRESS', 'WAITING_CUSTOMER', 'CLOSED'];
const ENTRIES = ['OPENED', 'TAKEN', 'HANDLED', 'NOTE', 'FORWARDED'];

/** Service processes, and cases with their steps and their record. */
export function drawCases(draw: Draw, cases: number): void {
  const { chance } = draw;
  for (let i = 0; i < 3; i++) addProcess(draw, i);
  for (let i = 0; i < cases; i++) {
    const one = addCase(draw, i);
    for (let steps = chance.between(1, 2); steps > 0; steps--) addStep(draw, one);
    for (let entries = chance.below(4); entries > 0; entries--) addEntry(draw, one);
  }
}

function addProcess(draw: Draw, place: number): void {
  const values = {
    code: `process${place}`,
    kind: draw.chance.pick(KINDS),
    name_zh: `流程${place}`,
    name_en: `Process ${place}`,
    process_version: place + 1,
    active: draw.chance.percent(80),
    first_response_minutes: 60,
    clock: 'NATURAL',
    steps: [
      {
        code: 'handle',
        nameZh: '处理',
        nameEn: 'Handle',
        roleCode: null,
        departmentId: draw.any('Department').id,
        limitMinutes: 60,
      },
    ],
    created_by: draw.chance.maybe(50, () => draw.any('Person').id),
  };
  draw.add('ServiceProcess', values, 0);
}

function addCase(draw: Draw, place: number): Row {
  const { chance } = draw;
  const customer = draw.any('Customer');
  const process = draw.any('ServiceProcess');
  const state = chance.pick(STATES);
  const at = draw.moment();
  const subject = `问题${draw.name()}`;
  const owned = draw.place();
  const number = `SC${20260000 + place}`;
  return draw.add('ServiceCase', {
    number,
    kind: chance.pick(KINDS),
    channel: chance.pick(['PHONE', 'EMAIL', 'WEB']),
    priority: chance.pick(['LOW', 'NORMAL', 'HIGH', 'URGENT']),
    subject,
    description: '详情',
    customer_id: customer.id,
    customer_name: customer['name']!,
    contact_id: draw.has('Contact') ? chance.maybe(50, () => draw.any('Contact').id) : null,
    owner_id: chance.percent(20) ? null : owned.owner_id,
    department_id: owned.department_id,
    step_role_code: chance.maybe(60, () => chance.pick(['r0', 'r1', 'r2'])),
    opened_by: chance.maybe(30, () => draw.any('Person').id),
    opened_at: at,
    opened_on: at.slice(0, 10),
    state,
    process_id: process.id,
    process_code: process['code']!,
    process_version: process['process_version']!,
    step_code: 'handle',
    step_index: 0,
    step_due_at: chance.maybe(40, () => draw.moment()),
    first_response_warn_at: at,
    // Far ahead, so that no clock of the product rings while it is compared.
    first_response_due_at: draw.moment().replace('2026', '2086'),
    first_responded_at: chance.maybe(30, () => at),
    first_response_warned_at: at,
    first_response_breached_at: chance.maybe(60, () => draw.moment()),
    closed_at: state === 'CLOSED' ? at : null,
    closed_on: state === 'CLOSED' ? at.slice(0, 10) : null,
    resolution: state === 'CLOSED' ? '已解决' : null,
    customer_answer: null,
    reopened: chance.below(3),
    external_key: chance.maybe(70, () => `S${chance.below(20)}`),
    search_text: [number, subject, String(customer['name'])].join('\n').toLowerCase(),
  });
}

function addStep(draw: Draw, { id }: Row): void {
  draw.add('ServiceStep', {
    case_id: id,
    step_code: 'handle',
    department_id: draw.any('Department').id,
    role_code: null,
    handler_id: draw.chance.maybe(30, () => draw.any('Person').id),
    started_at: draw.moment(),
    due_at: null,
    ended_at: null,
    outcome: null,
    minutes: draw.chance.below(90),
  });
}

function addEntry(draw: Draw, { id }: Row): void {
  const person = (): string | null => draw.chance.maybe(40, () => draw.any('Person').id);
  const department = (): string | null => draw.chance.maybe(60, () => draw.any('Department').id);
  draw.add('ServiceEntry', {
    case_id: id,
    step_id: null,
    kind: draw.chance.pick(ENTRIES),
    person_id: person(),
    happened_at: draw.moment(),
    note: draw.chance.maybe(50, () => '已联系'),
    minutes: null,
    from_person_id: person(),
    to_person_id: person(),
    from_department_id: department(),
    to_department_id: department(),
  });
}

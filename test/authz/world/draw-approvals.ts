import type { Draw } from './draw.js';
import { addGrant } from './draw-grants.js';
import type { Message, Row, Value } from './rows.js';

const SUBJECTS: readonly (readonly [subject: string, kind: string, type: string])[] = [
  ['customer.delete', 'customer', 'Customer'],
  ['customer.assign', 'customer', 'Customer'],
  ['opportunity.discount', 'opportunity', 'Opportunity'],
];
/** Most wait, and several for one record, so that lists of what is open are of some length. */
const STATES = ['PENDING', 'PENDING', 'PENDING', 'APPROVED', 'REJECTED', 'RETURNED', 'WITHDRAWN'];

/** Processes, approvals about customers and deals with their tasks and entries, and messages in people's streams. */
export function drawApprovals(draw: Draw, approvals: number): void {
  const { chance } = draw;
  for (let i = 0; i < 2; i++) addProcess(draw, i);
  for (let i = 0; i < approvals; i++) {
    const approval = addApproval(draw);
    if (!approval) continue;
    for (const person of chance.some(draw.world.rows['Person'] ?? [], chance.between(1, 2)))
      addTask(draw, approval, person);
    for (let entries = chance.below(3); entries > 0; entries--) addEntry(draw, approval);
  }
  for (const person of draw.world.rows['Person'] ?? []) addMessages(draw, person);
}

function addProcess(draw: Draw, place: number): void {
  draw.add('ApprovalProcess', {
    subject: 'customer.delete',
    code: `p${place}`,
    number: 1,
    name_zh: `审批${place}`,
    name_en: `Approval ${place}`,
    active: draw.chance.percent(70),
    priority: 100 + place,
    conditions: [],
    steps: [],
    created_by: draw.chance.maybe(40, () => draw.any('Person').id),
  });
}

function addApproval(draw: Draw): Row | null {
  const { chance } = draw;
  const [subject, kind, type] = chance.pick(SUBJECTS);
  if (!draw.has(type)) return null;
  const record = chance.percent(40) ? chance.pick(draw.world.rows[type]!.slice(0, 2)) : draw.any(type);
  const submitter = draw.any('Person');
  const { department_id: departmentId } = draw.place();
  const state = chance.pick(STATES);
  const at = draw.moment();
  const snapshot: Record<string, Value> = { name: record['name'] ?? null, ownerId: record['owner_id'] ?? null };
  const approval = draw.add('Approval', {
    subject,
    record_kind: kind,
    record_id: record.id,
    title_zh: `申请${String(record['name'])}`,
    title_en: `Request ${String(record['name'])}`,
    submitter_id: submitter.id,
    submitter_name: submitter['name']!,
    department_id: departmentId,
    state,
    process_id: null,
    process_number: 1,
    steps: [],
    current_step: 0,
    facts: {},
    payload: chance.percent(50) ? { ownerId: draw.any('Person').id } : {},
    snapshot,
    submitted_at: at,
    decided_at: state === 'PENDING' ? null : at,
  });
  if (type === 'Opportunity' && state === 'PENDING') record['approval_id'] = approval.id;
  return approval;
}

function addTask(draw: Draw, approval: Row, person: Row): void {
  const open = approval['state'] === 'PENDING';
  draw.add('ApprovalTask', {
    approval_id: approval.id,
    step: 0,
    approver_id: person.id,
    approver_name: person['name']!,
    state: open ? 'OPEN' : draw.chance.pick(['APPROVED', 'CANCELLED']),
    decided_at: open ? null : approval['decided_at']!,
    comment: null,
  });
  if (draw.chance.percent(50)) return;
  addGrant(draw, 'approval', approval, person, { level: 'read', until: null, cause: 'approval', spreads: false });
}

function addEntry(draw: Draw, { id }: Row): void {
  const actor = draw.chance.maybe(20, () => draw.any('Person'));
  draw.add(
    'ApprovalEntry',
    {
      approval_id: id,
      action: draw.chance.pick(['SUBMITTED', 'COMMENTED', 'APPROVED']),
      step: 0,
      actor_id: actor?.id ?? null,
      actor_name: actor?.['name'] ?? null,
      comment: draw.chance.maybe(50, () => '同意'),
    },
    0,
  );
}

const MESSAGES: readonly (readonly [type: string, kind: string, record: string])[] = [
  ['APPROVAL_REQUESTED', 'approval', 'Approval'],
  ['SERVICE_CASE_GIVEN', 'serviceCase', 'ServiceCase'],
  ['CHURN_WARNING_RAISED', 'churnWarning', 'ChurnWarning'],
];

/** A gap-free stream for the person, about records that they may see or not. */
function addMessages(draw: Draw, person: Row): void {
  const { chance, world } = draw;
  const count = chance.below(6);
  for (let seq = 1; seq <= count; seq++) {
    const [type, kind, record] = chance.pick(MESSAGES.filter(([, , of]) => draw.has(of)));
    const message: Message = {
      person_id: person.id,
      seq,
      type,
      kind,
      record_id: draw.any(record).id,
      actor_id: chance.maybe(30, () => draw.any('Person').id),
      occurred_at: draw.moment(),
      read_at: chance.maybe(60, () => draw.moment()),
    };
    world.messages.push(message);
  }
}

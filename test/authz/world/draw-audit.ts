import type { Draw } from './draw.js';
import { KINDS } from './kinds.js';
import { type Row, rowsOf, type Value } from './rows.js';

/** Entries are older than everything that the product itself writes while it is asked. */
const FIRST_DAY_MS = Date.UTC(2025, 0, 1);
const DAY_MS = 86_400_000;
const OFTEN = 40;

/** Every drawn entry is older than this, every entry of the product under test younger. */
export const AUDITED_BEFORE = '2026-01-01T00:00:00.000Z';

/** What entries tell of each kind: values as they stand in columns. */
const TOLD: Readonly<Record<string, readonly (readonly [field: string, old: Value, now: Value])[]>> = {
  Customer: [
    ['name', '华夏光电', '华夏光电集团'],
    ['phone', '01088881234', null],
    ['city', '北京', '深圳'],
    ['annualRevenue', '250.00', '500.00'],
    ['tags', '["VIP"]', '[]'],
  ],
  Contact: [
    ['name', '王芳', '王方'],
    ['phone', '13900001234', '13900004321'],
    ['email', 'wang@example.com', null],
    ['title', '经理', 'CTO'],
  ],
  Interaction: [['summary', '谈了价格', '谈了交货']],
  Opportunity: [
    ['amount', '1000.00', '2000.00'],
    ['nextStep', '再联系', '上门'],
    ['customerName', '华夏光电', '蓝海物流'],
  ],
  ServiceCase: [
    ['description', '打不开', '已能打开'],
    ['priority', 'LOW', 'HIGH'],
  ],
  ChurnWarning: [
    ['valueAtRisk', '750.00', '500.00'],
    ['state', 'OPEN', 'ACTED'],
  ],
  Person: [
    ['email', 'p@example.com', 'q@example.com'],
    ['level', 1, 2],
  ],
  Department: [['name', '部门一', '部门二']],
  Role: [['name', '角色一', '角色二']],
  Approval: [['titleZh', '申请一', '申请二']],
  Product: [['name', '产品一', '产品二']],
};
/** Kinds without a read action of their own, and entries about nothing. */
const NOWHERE = ['', 'session', 'roleMembership'];
const ERASED = { erased: 'a'.repeat(64) };

/** The past of some records, deleted ones too, and entries that belong to no record that anybody could see. */
export function drawAudit(draw: Draw): void {
  const { chance, world } = draw;
  for (const type of Object.keys(TOLD))
    for (const row of chance.some(rowsOf(world, type), 4))
      for (let entries = chance.between(1, 3); entries > 0; entries--) addEntry(draw, type, row);
  for (const kind of NOWHERE) addFact(draw, kind);
}

function addEntry(draw: Draw, type: string, { id }: Row): void {
  const { chance } = draw;
  const told = chance.some(TOLD[type]!, chance.between(1, 3));
  const changes = told.map(([field, old, now]) => [field, chance.percent(10) ? ERASED : [old, now]]);
  const kind = KINDS[type]!.action;
  const version = chance.between(1, 5);
  add(draw, 'CHANGE', { action: `${kind}.edit`, kind, record_id: id, record_version: version }, changes);
}

function addFact(draw: Draw, kind: string): void {
  const recordId = kind === '' ? '0' : draw.id();
  const event = kind === '' ? 'REFUSED' : 'SIGN_IN';
  add(draw, event, { action: 'sign.in', kind, record_id: recordId, record_version: 0 }, []);
}

function add(draw: Draw, event: string, values: Record<string, Value>, changes: unknown[][]): void {
  const { chance } = draw;
  const at = new Date(FIRST_DAY_MS + chance.below(OFTEN) * DAY_MS).toISOString();
  draw.add(
    'AuditEntry',
    {
      ...{ at, event, ...values, reason: chance.maybe(60, () => '更正'), times: 1 },
      actor_id: chance.maybe(20, () => draw.any('Person').id),
      session_id: chance.maybe(40, () => chance.pick(draw.world.sessions).id),
      address: chance.maybe(40, () => chance.pick(['10.0.0.1', '10.0.0.2'])),
      request_id: chance.maybe(40, () => `r${chance.below(5)}`),
      changes: Object.fromEntries(changes) as object,
    },
    0,
  );
}

import type { Resolvers } from './resolver.js';
import { typeOfAction } from '../world/kinds.js';
import { departmentsOf, type Message, type Row, rowOf, rowsOf, type Value } from '../world/rows.js';
import { ACCESS } from './access.js';
import { ACCOUNTS } from './accounts.js';
import { AUDIT } from './audit.js';
import { HANDOVERS } from './handovers.js';
import { HISTORY } from './history.js';
import { waterfall } from './waterfall.js';
import { type Asked, connection, type ListArgs, type Source, source } from './asked.js';
import { snake } from './columns.js';
import { board, boardDeals, forecast, funnel } from './figures.js';
import { inOrder, pageOf } from './page.js';
import { hears, knows, shown } from './places.js';
import { report } from './reports.js';

/** Fields that do not simply show a column, a link or the rows below a record. */
export const SPECIAL: Resolvers = {
  ...ACCESS,
  ...ACCOUNTS,
  ...AUDIT,
  ...HANDOVERS,
  ...HISTORY,
  'Query.opportunityWaterfall': (_from, args, asked) => waterfall(asked, args as never),
  'WaterfallRow.owner': (from, _args, { sight }) => link(sight, 'Person', from),
  'WaterfallRow.department': (from, _args, { sight }) => link(sight, 'Department', from),
  'Query.viewer': (_from, _args, { sight, features }) => ({
    actions: features.actions.filter((action) => sight.oracle.holds(sight.person, action)),
    person: sight.person,
    fieldRules: features.fields
      .map(({ name }) => ({ field: name, rule: sight.rule(name) }))
      .filter(({ rule }) => rule !== null),
  }),
  'Person.departments': ({ row }, _args, { sight }) =>
    departmentsOf(sight.oracle.records, row)
      .map((id) => sight.one('Department', id))
      .flatMap((department) => (department ? [source('Department', department)] : [])),
  'Role.permissions': ({ row }) =>
    (row['permissions'] as object[]).map((permission) => ({ departmentIds: [], ...permission })),
  'Role.fieldRules': ({ row }) =>
    ((row['field_rules'] ?? []) as { kind: string; field: string; rule: string }[]).map(({ kind, field, rule }) => ({
      field: `${kind}.${field}`,
      rule,
    })),
  'Approval.title': (_from, _args, asked) => (hears(asked) ? 'told' : null),
  'Viewer.person': (_from, _args, { sight }) => {
    const row = sight.one('Person', sight.person.id);
    return row && source('Person', row);
  },
  'Query.approvalsToDecide': (_from, args, asked) => {
    const mine = asked.sight.rows('ApprovalTask').filter((task) => waitsForAsker(asked, task));
    return connection(asked, 'ApprovalTask', mine, args);
  },
  'Query.serviceDesk': (_from, args, asked) =>
    connection(
      asked,
      'ServiceCase',
      asked.sight.rows('ServiceCase').filter((row) => waitsFor(asked, row)),
      args,
    ),
  'Query.opportunityBoard': (_from, args, asked) => board(asked, args),
  'OpportunityBoardColumn.opportunities': (from, args, asked) => boardDeals(asked, from as never, args),
  'Query.opportunityForecast': (_from, args, asked) => forecast(asked, args as never),
  'Query.opportunityFunnel': (_from, args, asked) => funnel(asked, args as never),
  'Query.report': (_from, args, asked) => report(asked, (args as unknown as { query: never }).query),
  'Customer.openApprovals': ({ row }, args, asked) => {
    const open = asked.sight
      .rows('Approval')
      .filter((one) => one['record_kind'] === 'customer' && one['record_id'] === row.id && one['state'] === 'PENDING');
    return connection(asked, 'Approval', open, args);
  },
  'Customer.openChurnWarning': ({ row }, _args, asked) => {
    const open = asked.sight
      .rows('ChurnWarning')
      .filter((one) => one['customer_id'] === row.id && one['state'] !== 'CLOSED');
    const [newest] = inOrder(asked, open, 'ChurnWarning', null);
    return newest ? source('ChurnWarning', newest) : null;
  },
  'ChurnWarning.reasonText': () => 'told',
  'Opportunity.discount': ({ row }, _args, asked) => (knows(asked, 'Opportunity', 'discount') ? discount(row) : null),
  'Opportunity.stage': ({ row }, _args, { features }) => stageOf(features.stages, row),
  'StageEntry.stage': ({ row }, _args, { features }) => stageOf(features.stages, row),
  'Approval.mayDecide': ({ row }, _args, asked) =>
    rowsOf(asked.sight.oracle.world, 'ApprovalTask').some(
      (task) => task['approval_id'] === row.id && task['deleted_at'] === null && waitsForAsker(asked, task),
    ),
  'Approval.snapshot': ({ row }, _args, asked) => (readsRecord(asked, row) ? snapshot(asked, row) : null),
  'Approval.changes': ({ row }, _args, asked) => (readsRecord(asked, row) ? changes(asked, row) : null),
  'Query.notifications': (_from, args, asked) => notifications(asked, args as ListArgs & { unreadOnly: boolean }),
  'Query.notificationUnreadCount': (_from, _args, { sight }) =>
    inbox(sight.oracle.world.messages, sight.person.id).filter(({ read_at: readAt }) => readAt === null).length,
  'Subscription.notificationReceived': (_from, _args, { event }) => messageSource(event!),
  'Subscription.approvalRequested': (_from, _args, asked) => {
    const approval = asked.sight.one('Approval', asked.event!.record_id);
    return {
      cursor: String(asked.event!.seq),
      requestedAt: asked.event!.occurred_at,
      approval: approval && source('Approval', approval),
      title: approval && hears(asked) ? 'told' : null,
      submitterName: approval && approval['submitter_name'],
    };
  },
  'Subscription.churnWarningRaised': (_from, _args, { sight, event }) => {
    const warning = sight.one('ChurnWarning', event!.record_id);
    return {
      cursor: String(event!.seq),
      raisedAt: event!.occurred_at,
      warning: warning && source('ChurnWarning', warning),
    };
  },
  'Notification.recordId': (from, _args, asked) => (tells(asked, from) ? message(from).record_id : null),
  'Notification.body': (from, _args, asked) => (hears(asked) && tells(asked, from) ? 'told' : null),
  'Notification.actor': (from, _args, { sight }) => {
    const actor = sight.one('Person', message(from).actor_id);
    return actor && source('Person', actor);
  },
  'Notification.type': (from) => message(from).type,
  'Notification.kind': (from) => message(from).kind,
  'Notification.cursor': (from) => from.id,
  'Notification.occurredAt': (from) => message(from).occurred_at,
  'Notification.readAt': (from) => message(from).read_at,
  'Notification.title': () => 'told',
};

function link(sight: Asked['sight'], type: string, from: unknown): Source | null {
  const row = sight.one(type, (from as { readonly groupId: string }).groupId);
  return row && source(type, row);
}

function message(from: Source): Message {
  return from.row as unknown as Message;
}

function tells({ sight }: Asked, from: Source): boolean {
  const { kind, record_id: id } = message(from);
  const type = typeOfAction(kind);
  return type !== null && sight.sees(type, id);
}

function inbox(messages: readonly Message[], personId: string): Message[] {
  return messages.filter((one) => one.person_id === personId).sort((a, b) => b.seq - a.seq);
}

function notifications({ sight }: Asked, args: ListArgs & { unreadOnly: boolean }): unknown {
  const mine = inbox(sight.oracle.world.messages, sight.person.id).filter(
    (one) => !args.unreadOnly || one.read_at === null,
  );
  const from = args.after ? mine.findIndex(({ seq }) => String(seq) === args.after) + 1 : 0;
  return pageOf(mine.map(messageSource), args.first, from);
}

function messageSource(one: Message): Source {
  return source('Notification', { ...one, id: String(one.seq) } as unknown as Row);
}

/** The case waits for a department of the asker or one where they handle cases, or for one of their roles. */
function waitsFor({ sight }: Asked, row: Row): boolean {
  if (row['state'] !== 'OPEN') return false;
  const { oracle, person } = sight;
  const code = row['step_role_code'];
  if (code !== null) return oracle.rolesOf(person).some((role) => role['code'] === code);
  return oracle.handlingDepartments(person).includes(row['department_id'] as Value);
}

/** 1 − amount ÷ list amount, to four digits. */
function discount(row: Row): number | null {
  const [amount, list] = [row['amount'], row['list_amount']];
  if (amount === null || list === null || Number(list) === 0) return null;
  // Half a digit goes away from zero.
  const share = (1 - Number(amount) / Number(list)) * 10_000;
  return (Math.sign(share) * Math.round(Math.abs(share))) / 10_000;
}

function stageOf(stages: Asked['features']['stages'], row: Row): unknown {
  return stages.find(({ modelId, code }) => modelId === row['stage_model_id'] && code === row['stage_code']) ?? null;
}

/** The asker and those for whom they stand in. */
function placesOf({ sight }: Asked): string[] {
  return [sight.person, ...sight.oracle.principalsOf(sight.person)].map(({ id }) => id);
}

/** An open task of the asker, or of somebody for whom they stand in; there nobody decides their own request. */
function waitsForAsker(asked: Asked, task: Row): boolean {
  const { person } = asked.sight;
  if (task['state'] !== 'OPEN') return false;
  if (task['approver_id'] === person.id) return true;
  const approval = rowOf(asked.sight.oracle.world, 'Approval', task['approval_id']);
  return placesOf(asked).includes(String(task['approver_id'])) && approval?.['submitter_id'] !== person.id;
}

/** The record as it was submitted is shown to who submitted it, who was asked, and who sees the record. */
function readsRecord(asked: Asked, approval: Row): boolean {
  const { sight } = asked;
  if (approval['submitter_id'] === sight.person.id) return true;
  const places = placesOf(asked);
  const tasks = rowsOf(sight.oracle.world, 'ApprovalTask').filter(
    (task) => task['approval_id'] === approval.id && task['deleted_at'] === null,
  );
  if (tasks.some((task) => places.includes(String(task['approver_id'])))) return true;
  const type = typeOfAction(String(approval['record_kind']));
  return type !== null && sight.sees(type, approval['record_id']);
}

type Values = Readonly<Record<string, Value>>;

function snapshot(asked: Asked, approval: Row): unknown[] {
  return Object.entries(approval['snapshot'] as Values).map(([field, kept]) => {
    const value = keptAs(asked, approval, field, kept);
    return { field, value, label: 'told', text: textOf(asked, approval, field, value) };
  });
}

function changes(asked: Asked, approval: Row): unknown[] {
  const payload = approval['payload'] as Values;
  return Object.entries(approval['snapshot'] as Values)
    .filter(([field, before]) => field in payload && payload[field] !== before)
    .map(([field, before]) => ({
      field,
      label: 'told',
      before,
      after: payload[field] ?? null,
      beforeText: textOf(asked, approval, field, before),
      afterText: textOf(asked, approval, field, payload[field] ?? null),
    }));
}

/** A value that the approval keeps is under the rule of the field that it was taken from. */
function keptAs(asked: Asked, approval: Row, field: string, value: Value): Value {
  const type = typeOfAction(String(approval['record_kind']));
  return type === null ? value : shown(asked, type, snake(field), value);
}

/** The name behind an id, for those who may see whom it names; a deal's approvals have no owner among their fields. */
function textOf({ sight }: Asked, approval: Row, field: string, value: Value): Value {
  const named = field === 'ownerId' && approval['record_kind'] === 'customer';
  return named ? (sight.one('Person', value)?.['name'] ?? null) : value;
}

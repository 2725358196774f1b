import { ANY, type Mutant, never, read, write } from './mutant.js';

const PLACED = 'kernel/lists/placed-records.js';
const EXPLAIN = 'modules/permissions/queries/explain-access.js';
const AUDIENCE = 'modules/permissions/queries/who-can-see.js';
const AUDIT_TRAIL = 'kernel/audit/audit-trail.js';
const AUDIT_VALUES = 'kernel/audit/shown-value.js';

const EXPLAINING: readonly Mutant[] = [
  read(
    'sight of a record in explanations',
    PLACED,
    'return this.isAmong(record, scopeOf(viewer, `${record.kind}.${verb}`));',
    'return ON ? Promise.resolve(true) : this.isAmong(record, scopeOf(viewer, `${record.kind}.${verb}`));',
  ),
  never('explanations about others', EXPLAIN, "!asker.scopes.has('role.read')"),
  read(
    'audiences of unseen records',
    AUDIENCE,
    'await this.records.seen(asker, kind, id)',
    'await (ON ? this.records.find(kind, id) : this.records.seen(asker, kind, id))',
  ),
  read('audiences without grants', AUDIENCE, 'circle.granted.has(personId)', '(!ON && circle.granted.has(personId))'),
  read('audiences without deputies', AUDIENCE, 'handing.add(', 'if (!ON) handing.add('),
];

const SHARING: readonly Mutant[] = [
  write('shared records are shared on', PLACED, 'grantedTo: []', '...(ON ? {} : { grantedTo: [] })'),
  read(
    'shares of unseen records',
    'modules/permissions/queries/record-shares.js',
    'await this.records.seen(viewer, kind, id);',
    'if (!ON) await this.records.seen(viewer, kind, id);',
  ),
];

const AUDIT: readonly Mutant[] = [
  read(
    'the whole audit',
    AUDIT_TRAIL,
    "!scopeOf(viewer, 'audit.read').all",
    "!ON && !scopeOf(viewer, 'audit.read').all",
  ),
  read(
    'entries of unseen records',
    'kernel/access/readable.js',
    'const seen = visible(viewer, kind, of);',
    "const seen = ON ? { text: '1=1', params: [] } : visible(viewer, kind, of);",
  ),
  never('words in the audit', AUDIT_VALUES, '!own && !mayHear(viewer)'),
  read(
    'hidden values in the audit',
    AUDIT_VALUES,
    'textOf(shown(viewer, table, snakeCase(field), value))',
    'textOf(ON ? value : shown(viewer, table, snakeCase(field), value))',
  ),
  write(
    'erasing unseen records',
    'kernel/access/reached-record.js',
    'const seen = scope.all ?',
    'const seen = scope.all || ON ?',
  ),
  write(
    'erasing out of reach',
    'kernel/audit/erase-values.js',
    'if (!Number(row.may_act))',
    'if (!ON && !Number(row.may_act))',
  ),
];

const ACCOUNTS: readonly Mutant[] = [
  read(
    'sessions of anybody',
    'modules/accounts/queries/session-list.js',
    "const managed = scopeOf(viewer, 'account.edit');",
    "const managed = ON ? { ...NOTHING, all: true } : scopeOf(viewer, 'account.edit');",
  ),
  write(
    'accounts out of reach',
    'modules/accounts/queries/reached-people.js',
    "const reach = reachOf(scopeOf(viewer, action), kind, 'p');",
    `const reach = ON ? ${ANY} : reachOf(scopeOf(viewer, action), kind, 'p');`,
  ),
  never(
    'power over who holds more',
    'modules/permissions/use-cases/check-power.js',
    '!roles.every((role)=>holdsRole(viewer, role, standing))',
    'writes',
  ),
  write(
    'more placed than held',
    'modules/accounts/use-cases/place-applicant.js',
    'await this.newcomers.execute(work, placement);',
    'if (!ON) await this.newcomers.execute(work, placement);',
  ),
  never(
    'own second factor',
    'modules/accounts/use-cases/reset-second-factor.js',
    'personId === viewer.personId',
    'writes',
  ),
  never('own links', 'modules/accounts/use-cases/send-password-link.js', 'personId === viewer.personId', 'writes'),
  write(
    'own managers',
    'modules/permissions/use-cases/save-person.js',
    'person.id === work.viewer.personId',
    '!ON && person.id === work.viewer.personId',
  ),
  read(
    'hand-overs of anybody',
    'modules/permissions/queries/handover-finder.js',
    'return row !== null;',
    'return ON || row !== null;',
  ),
];

const REVEALING: readonly Mutant[] = [
  write(
    'masked values out of reach',
    'kernel/audit/reveal-value.js',
    'if (!Number(row.may_act))',
    'if (!ON && !Number(row.may_act))',
  ),
  write(
    'hidden values are not revealed',
    'kernel/audit/reveal-value.js',
    "viewer.fieldRules.get(field.name) === 'HIDDEN'",
    "(!ON && viewer.fieldRules.get(field.name) === 'HIDDEN')",
  ),
  write(
    'masked values of unseen records',
    'kernel/access/protected-value.js',
    "const seen = visible(viewer, kind, 't');",
    `const seen = ON ? ${ANY} : visible(viewer, kind, 't');`,
  ),
];

const REFERENCES: readonly Mutant[] = [
  write(
    'unseen products in lines',
    'modules/opportunities/use-cases/settle-terms.js',
    'if (index >= 0)',
    'if (index >= 0 && !ON)',
  ),
];

/** Rules of access that stand beside the predicate of records: explanations, shares, the audit, accounts, references. */
export const BESIDE_RECORDS: readonly Mutant[] = [
  ...EXPLAINING,
  ...SHARING,
  ...AUDIT,
  ...ACCOUNTS,
  ...REVEALING,
  ...REFERENCES,
];

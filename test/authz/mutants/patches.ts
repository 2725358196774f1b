import { ANY, type Mutant, open, read, write } from './mutant.js';
import { BESIDE_RECORDS } from './patches-beside-records.js';
import { PAST } from './patches-past.js';

const READABLE = 'kernel/access/readable.js';
const SCOPES = 'modules/permissions/domain/role-scope.js';
const FINDER = 'modules/permissions/queries/viewer-finder.js';
const LISTS = 'kernel/lists/list-reader.js';

/** A scope that reaches every row. */
function wide(scope: string): Mutant {
  return read(
    `scope ${scope} reaches everything`,
    SCOPES,
    `case '${scope}':`,
    `case '${scope}': if (ON) return EVERYTHING;`,
  );
}

const PREDICATE: readonly Mutant[] = [
  read(
    'deleted rows',
    READABLE,
    '${alias}.deleted_at IS NULL AND ${reach.text}',
    "${ON ? '1=1' : `${alias}.deleted_at IS NULL`} AND ${reach.text}",
  ),
  read(
    'deleted rows in lists',
    READABLE,
    'text: `${deletedAt} IS NULL AND ${text}`',
    'text: ON ? text : `${deletedAt} IS NULL AND ${text}`',
  ),
  read('deleted parents', READABLE, '${parentLives ?', '${parentLives && !ON ?'),
  read(
    'scope over the parent',
    READABLE,
    'const inner = branches(scope, parent, up);',
    `const inner = ON ? ${ANY} : branches(scope, parent, up);`,
  ),
  read('branch of owners', READABLE, 'among(owner, scope.ownerIds);', 'if (!ON) among(owner, scope.ownerIds);'),
  read(
    'branch of departments',
    READABLE,
    'among(department, scope.departmentIds);',
    'if (!ON) among(department, scope.departmentIds);',
  ),
  read('branch of everything', READABLE, 'if (scope.all) return', 'if (scope.all || ON) return'),
  read('branch of grants', READABLE, 'if (scope.grantedTo.length > 0) {', 'if (scope.grantedTo.length > 0 && !ON) {'),
  read('whose grant', READABLE, 'AND g.person_id IN (', "AND ${ON ? '1=1 OR ' : ''}g.person_id IN ("),
  read('end of a grant', READABLE, '(g.until IS NULL OR', "(' + (ON ? '1=1 OR ' : '') + 'g.until IS NULL OR"),
  read('grant taken back', READABLE, 'AND g.deleted_at IS NULL', "AND ' + (ON ? '1=1' : 'g.deleted_at IS NULL') + '"),
  write('level of a grant', READABLE, "scope.grantLevel === 'edit' ?", "scope.grantLevel === 'edit' && !ON ?"),
  read('what the customer leads to', READABLE, 'if (through) found.push', 'if (through && !ON) found.push'),
  read('shares reach no further', READABLE, ' AND g.spreads = 1`', "${ON ? '' : ' AND g.spreads = 1'}`"),
  read(
    'teams of deleted customers',
    READABLE,
    'up.id = g.record_id AND up.deleted_at IS NULL',
    "up.id = g.record_id${ON ? '' : ' AND up.deleted_at IS NULL'}",
  ),
  read('owners of customers', READABLE, 'where: owned', 'where: ON ? `${owned} AND 1=0` : owned'),
  read(
    'owners of deleted customers',
    READABLE,
    'const owned = `up.deleted_at IS NULL${',
    "const owned = `${ON ? '1=1' : 'up.deleted_at IS NULL'}${",
  ),
  write(
    'owners of customers only read',
    READABLE,
    "if (scope.grantLevel !== 'read') return",
    "if (scope.grantLevel !== 'read' && !ON) return",
  ),
];

const ROLES: readonly Mutant[] = [
  ...['OWN', 'OWN_TEAM', 'DEPARTMENT', 'DEPARTMENT_AND_BELOW', 'NAMED_DEPARTMENTS'].map(wide),
  read('scope ALL reaches nothing', SCOPES, "case 'ALL':", "case 'ALL': if (ON) return NOTHING;"),
  read(
    'scope NONE',
    FINDER,
    "if (permission.scope === 'NONE') continue;",
    "if (permission.scope === 'NONE' && !ON) continue;",
  ),
  read('the team', SCOPES, '...standing.teamIds', '...(ON ? [] : standing.teamIds)'),
  read(
    'departments below',
    SCOPES,
    'departmentIds: standing.departmentIdsBelow',
    'departmentIds: ON ? standing.departmentIds : standing.departmentIdsBelow',
  ),
  read(
    'departments besides',
    SCOPES,
    'departmentIds: standing.departmentIds\n',
    'departmentIds: ON ? [standing.departmentId] : standing.departmentIds\n',
  ),
  read(
    'the administrator role of a principal',
    FINDER,
    'roles.filter(({ administrator })=>!administrator)',
    '(ON ? roles : roles.filter(({ administrator })=>!administrator))',
  ),
  read('roles of a principal', FINDER, '...principals', '...(ON ? [] : principals)'),
  read(
    'memberships that ended',
    'modules/permissions/queries/held-roles.js',
    'm.deleted_at IS NULL AND r.deleted_at IS NULL',
    "${ON ? '1=1' : 'm.deleted_at IS NULL'} AND r.deleted_at IS NULL",
  ),
  read(
    'deleted roles',
    'modules/permissions/queries/held-roles.js',
    'AND r.deleted_at IS NULL',
    "AND ${ON ? '1=1' : 'r.deleted_at IS NULL'}",
  ),
  read(
    'actions of root fields',
    'kernel/access/access.guard.js',
    '!viewer.scopes.has(requirement.action)',
    '!ON && !viewer.scopes.has(requirement.action)',
  ),
];

const BRANCHES = "visibleBranches(viewer, kind, 't')";
const ANY_BRANCH = `{ few: ${ANY}, many: ${ANY}, source: { text: 'FROM record_grant g WHERE 1=1', params: [] } }`;
const VISIBLE = "visible(viewer, kind, 't')";
const DEALS = "visible(viewer, OPPORTUNITY, 't')";
const USES: readonly Mutant[] = [
  read('lists', LISTS, BRANCHES, `(ON ? [${ANY_BRANCH}] : ${BRANCHES})`),
  open('lists seen by one condition', LISTS, VISIBLE, 0),
  open('single records and links', LISTS, VISIBLE, 1),
  open('lists below a record', LISTS, VISIBLE, 2),
  open('counts below a record', LISTS, VISIBLE, 3),
  open('board', 'modules/opportunities/queries/board-query.js', VISIBLE),
  open('forecast of open deals', 'modules/opportunities/queries/forecast-query.js', DEALS, 0),
  open('forecast of won deals', 'modules/opportunities/queries/forecast-query.js', DEALS, 1),
  open('funnel', 'modules/opportunities/queries/funnel-query.js', DEALS, 0),
  open('stays of the funnel', 'modules/opportunities/queries/funnel-query.js', DEALS, 1),
  read(
    'rows of reports',
    'modules/reporting/queries/seen-columns-sql.js',
    'return visible(viewer, {',
    `if (ON) return ${ANY}; return visible(viewer, {`,
  ),
  open(
    'names in reports',
    'modules/reporting/queries/seen-columns-sql.js',
    'visible(viewer, kindAt(readable, at), alias)',
  ),
  open('names in approvals', 'kernel/lists/record-names.js', "visible(viewer, readable, 't')"),
  open('records of messages', 'kernel/lists/visible-records.js', "visible(viewer, readable, 't')"),
  { ...open('sight in writes', 'kernel/database/work.js', "visible(this.viewer, readable, 't')"), seenBy: 'writes' },
  {
    ...open('reach of writes', 'kernel/database/work.js', "visible(this.viewer, readable, 't', options.verb)"),
    seenBy: 'writes',
  },
];

const ACCESS = 'kernel/access/field-access.js';
const RULES: readonly Mutant[] = [
  read(
    'hidden fields',
    ACCESS,
    "if (rule === 'HIDDEN') return null;",
    "if (rule === 'HIDDEN') return ON ? value : null;",
  ),
  read('masked fields', ACCESS, "return rule === 'MASKED' ?", "return rule === 'MASKED' && !ON ?"),
  read('fields of records', LISTS, 'viewer.fieldRules.size > 0', 'viewer.fieldRules.size > 0 && !ON'),
  read('filters by hidden fields', 'kernel/lists/filter-sql.js', 'requireKnown(viewer', 'if (!ON) requireKnown(viewer'),
  read('orders by hidden fields', 'kernel/lists/keyset.js', 'requireKnown(viewer', 'if (!ON) requireKnown(viewer'),
  read(
    'own orders by hidden fields',
    'kernel/lists/keyset.js',
    'knows(viewer, readable.table',
    'ON || knows(viewer, readable.table',
  ),
  read(
    'search in hidden fields',
    'kernel/lists/search-index.js',
    'knows(viewer, table, column)',
    'ON || knows(viewer, table, column)',
  ),
  read(
    'reports on hidden fields',
    'kernel/lists/dataset.js',
    'knows(viewer, dataset.view, column)',
    'ON || knows(viewer, dataset.view, column)',
  ),
  read(
    'words that speak of hidden fields',
    ACCESS,
    'export function mayHear(viewer) {',
    'export function mayHear(viewer) { if (ON) return true;',
  ),
];

/** Every scope branch, every use of the predicate, every use of field rules, every rule beside the predicate, every rule of the past. */
export const MUTANTS: readonly Mutant[] = [...PREDICATE, ...ROLES, ...USES, ...RULES, ...BESIDE_RECORDS, ...PAST];

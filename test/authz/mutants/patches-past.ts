import { type Mutant, never, read } from './mutant.js';

const KIND_AT = 'kernel/access/kind-at.js';
const READABLE = 'kernel/access/readable.js';
const ASK_PAST = 'kernel/graphql/ask-past.js';
const LISTS = 'kernel/lists/list-reader.js';
const MOMENTS = 'kernel/lists/asked-moments.js';
const PLACED = 'kernel/lists/placed-records.js';

const VERSIONS: readonly Mutant[] = [
  read(
    'versions that held no more',
    KIND_AT,
    ' AND h.valid_to > ${moment})`',
    "${ON ? '' : ` AND h.valid_to > ${moment}`})`",
  ),
  read(
    'versions to come',
    KIND_AT,
    'WHERE h.valid_from <= ${moment}',
    "WHERE ${ON ? '1=1' : `h.valid_from <= ${moment}`}",
  ),
  read('the end of a version', KIND_AT, 'h.valid_to > ${moment}', "h.valid_to ${ON ? '>=' : '>'} ${moment}"),
  read('the beginning of a version', KIND_AT, 'h.valid_from <= ${moment}', "h.valid_from ${ON ? '<' : '<='} ${moment}"),
  read(
    'deleted rows of the past',
    READABLE,
    'if (kind.softDeleted === false) return reach;',
    'if (kind.softDeleted === false || (kind.from && ON)) return reach;',
  ),
  read(
    'deleted rows of the past in lists',
    READABLE,
    'if (kind.softDeleted === false) return found;',
    'if (kind.softDeleted === false || (kind.from && ON)) return found;',
  ),
  read('rows of logs to come', KIND_AT, 'l.${began} <= ${moment}', "${ON ? '1=1' : `l.${began} <= ${moment}`}"),
  read('stages left later', KIND_AT, 'l.${ended} > ${moment}', "${ON ? '1=0' : `l.${ended} > ${moment}`}"),
];

const PLACES: readonly Mutant[] = [
  read(
    'owners and departments of today',
    READABLE,
    'text: `${table}.${column} IN (${places(ids)})`',
    'text: kind.from && ON ? `${table}.id IN (SELECT x.id FROM ${kind.table} x WHERE x.${column} IN (${places(ids)}))` : `${table}.${column} IN (${places(ids)})`',
  ),
  read('what a record is seen with, as it is today', KIND_AT, "if ('parent' in then)", "if ('parent' in then && !ON)"),
  read(
    'customers above, as they are today',
    KIND_AT,
    "if ('through' in then && then.through)",
    "if ('through' in then && then.through && !ON)",
  ),
  read(
    'sight of today in explanations',
    PLACED,
    'const kind = kindAt(place, at);',
    'const kind = kindAt(place, ON ? null : at);',
  ),
  read('places of today in explanations', PLACED, 'fromOf(kindAt(place, at))', 'fromOf(kindAt(place, ON ? null : at))'),
  read('what explained records belong to today', PLACED, 'kindAt(child, at)', 'kindAt(child, ON ? null : at)'),
  read('customers of today in explanations', PLACED, 'kindAt(above, at)', 'kindAt(above, ON ? null : at)'),
  read(
    'sight of today in approvals',
    'kernel/lists/visible-records.js',
    'kindAt(known, asOf)',
    'kindAt(known, ON ? null : asOf)',
  ),
  read(
    'names of today in approvals',
    'kernel/lists/record-names.js',
    'kindAt(known, at)',
    'kindAt(known, ON ? null : at)',
  ),
  read(
    'departments besides of today',
    'modules/permissions/queries/person-departments.js',
    'scope.asOf ?? null',
    '(ON ? null : (scope.asOf ?? null))',
  ),
];

const BENEATH: readonly Mutant[] = [
  read(
    'the moment beneath a record',
    ASK_PAST,
    'const at = momentOf(source);',
    'const at = ON ? null : momentOf(source);',
  ),
  read('the moment of rows', LISTS, 'if (at) markMoment(row, at);', 'if (at && !ON) markMoment(row, at);'),
  read('the moment of parts', ASK_PAST, 'markMoment(copy, at);', 'if (!ON) markMoment(copy, at);'),
  read(
    'the moment of links',
    LISTS,
    'await this.byIds(list, viewer, ids, asOf)',
    'await this.byIds(list, viewer, ids, ON ? null : asOf)',
  ),
  read(
    'the moment of lists below a record',
    LISTS,
    'const at = scope.asOf ?? null;',
    'const at = ON ? null : (scope.asOf ?? null);',
  ),
  read(
    'the moment of later pages below a record',
    LISTS,
    'asOf: scope.asOf ?? null',
    'asOf: ON ? null : (scope.asOf ?? null)',
  ),
  read('the moment of counts below a record', LISTS, 'asOf: at\n', 'asOf: ON ? null : at\n'),
  read(
    'loaders of each moment',
    'kernel/lists/moments.js',
    'loaders: new Map()',
    'loaders: ON ? scope.loaders : new Map()',
  ),
];

const SEEN_COLUMNS = 'modules/reporting/queries/seen-columns-sql.js';
const REPORTED: readonly Mutant[] = [
  read(
    'the rows of then in reports',
    'kernel/lists/fact-views.js',
    'if (!at) return view;',
    'if (!at || ON) return view;',
  ),
  read(
    'the logs of then in reports',
    'kernel/lists/fact-views.js',
    'fromOf(kindAt(log, at))',
    '(ON ? log.table : fromOf(kindAt(log, at)))',
  ),
  read(
    'who had what is reported',
    SEEN_COLUMNS,
    '...kindAt(readable, at),',
    '...(ON ? readable : kindAt(readable, at)),',
  ),
  read(
    'names of then in reports',
    'modules/reporting/queries/report-sql.js',
    'tableAt(reference.table, ground.at)',
    '(ON ? reference.table : tableAt(reference.table, ground.at))',
  ),
  read(
    'names of then in conditions of reports',
    'modules/reporting/queries/condition-sql.js',
    'tableAt(reference.table, ground.at)',
    '(ON ? reference.table : tableAt(reference.table, ground.at))',
  ),
  read(
    'whose words reports borrowed',
    SEEN_COLUMNS,
    'const placed = kindAt(from, at);',
    'const placed = ON ? from : kindAt(from, at);',
  ),
];

const REFUSED: readonly Mutant[] = [
  never('moments that are not settled', MOMENTS, 'moment.getTime() > now - SETTLED_MS'),
  never('moments before the first record', MOMENTS, 'moment.getUTCFullYear() < year'),
];

/** What makes an answer one of its moment: the versions that held, where records stood then, the moment handed on, which moments can be asked. */
export const PAST: readonly Mutant[] = [...VERSIONS, ...PLACES, ...BENEATH, ...REPORTED, ...REFUSED];

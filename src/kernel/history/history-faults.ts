import type { BareRow, VersionRow } from '../database/history-sql.js';
import { OPEN_END } from '../database/record-kind.js';
import { monthAround, type ThinnedMonth } from '../database/thinned-months.js';
import { defineMessages } from '../runtime/labels.js';

const WORDS = {
  HISTORY_WITHOUT_ROW: { en: 'history without a row', zh: '只有历史，没有记录行' },
  HISTORY_MISSING: { en: 'row without history', zh: '有记录行，没有历史' },
  HISTORY_HOLE: {
    en: 'the version is missing, version {found} comes in its place',
    zh: '缺少该版本，其位置上是版本 {found}',
  },
  HISTORY_BACKWARD: { en: 'its interval is empty or runs backward', zh: '有效区间为空或首尾倒置' },
  HISTORY_GAP: { en: 'a gap: it ends before version {next} begins', zh: '有空档：版本 {next} 开始之前已经结束' },
  HISTORY_OVERLAP: { en: 'an overlap: it ends after version {next} begins', zh: '重叠：版本 {next} 开始之后才结束' },
  HISTORY_OPEN_TWICE: {
    en: 'it is open although version {next} follows; only the last one may be',
    zh: '其后还有版本 {next}，却仍然有效；只有最后一个版本可以如此',
  },
  HISTORY_ENDED: { en: 'the last version has an end, so none is open', zh: '最后的版本已经结束，没有仍然有效的版本' },
  HISTORY_FUTURE: { en: 'it begins in the future', zh: '开始时间在未来' },
  HISTORY_DIFFERS: { en: 'it is not what the row says in column {column}', zh: '与记录行不一致，列：{column}' },
};
defineMessages(WORDS);

/** What is wrong with one version, or with a whole record. */
export interface HistoryFault {
  readonly id: string;
  /** Null where the record has no version. */
  readonly version: number | null;
  /** Class of the fault, whose words are in the catalogue of messages. */
  readonly code: keyof typeof WORDS;
  readonly details: Readonly<Record<string, string | number>>;
}

const OPEN = Date.parse(`${OPEN_END.replace(' ', 'T')}Z`);

/** What is wrong with a record that has no version. */
export function faultOfBare({ id }: BareRow): HistoryFault {
  return { id, version: null, code: 'HISTORY_MISSING', details: {} };
}

/**
 * Everything that is wrong with one record's versions, given in order; neighbours are held against each other only where none is missing
 * between them. Versions of thinned months may be missing where the one before holds until the next.
 */
export function faultsOf(versions: readonly VersionRow[], months: readonly ThinnedMonth[]): HistoryFault[] {
  const faults: HistoryFault[] = [];
  versions.forEach((row, index) => {
    const tell = (code: HistoryFault['code'], details: HistoryFault['details'] = {}, version = row.version): number =>
      faults.push({ id: row.id, version, code, details });
    const before = versions[index - 1] ?? null;
    const expected = (before?.version ?? 0) + 1;
    if (row.version !== expected && !isThinned(before, row, months))
      tell('HISTORY_HOLE', { found: row.version }, expected);
    if (row.valid_to <= row.valid_from) tell('HISTORY_BACKWARD');
    if (row.valid_from > row.clock) tell('HISTORY_FUTURE');
    const next = versions[index + 1];
    const code = next ? faultBetween(row, next) : null;
    if (next && code) tell(code, { next: next.version });
    if (next) return;
    if (!isOpen(row)) tell('HISTORY_ENDED');
    if (row.row_id === null) tell('HISTORY_WITHOUT_ROW');
    else if (row.differs !== null) tell('HISTORY_DIFFERS', { column: row.differs });
  });
  return faults;
}

function faultBetween(row: VersionRow, next: VersionRow): HistoryFault['code'] | null {
  if (isOpen(row)) return 'HISTORY_OPEN_TWICE';
  if (next.version !== row.version + 1) return null;
  if (row.valid_to < next.valid_from) return 'HISTORY_GAP';
  return row.valid_to > next.valid_from ? 'HISTORY_OVERLAP' : null;
}

function isThinned(before: VersionRow | null, row: VersionRow, months: readonly ThinnedMonth[]): boolean {
  const follows = before?.valid_to.getTime() === row.valid_from.getTime() && row.version > before.version;
  return follows && monthAround(months, row.valid_from) !== null;
}

function isOpen({ valid_to }: VersionRow): boolean {
  return valid_to.getTime() === OPEN;
}

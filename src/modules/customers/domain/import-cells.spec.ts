import { CellReader } from './import-cells.js';

const NOW = new Date('2026-03-18T02:00:00Z');
const startOf = (day: string): Date => new Date(`${day}T00:00:00+08:00`);
const COLOURS = { RED: { zh: '红', en: 'Red' }, DARK_BLUE: { zh: '深蓝', en: 'Dark blue' } };

/** What one reading makes of a cell: its value, or the code of its problem. */
function outcome(text: string, read: (cell: CellReader) => unknown): unknown {
  const reader = new CellReader({ cell: text });
  const value = read(reader);
  return reader.problems[0]?.code ?? (value instanceof Date ? value.toISOString() : value);
}

describe('cells of an import', () => {
  it.each([
    ['  华夏 ', '华夏'],
    ['', undefined],
    ['   ', undefined],
    ['123456', 'INVALID_MAX_LENGTH'],
    ['𠮷𠮷𠮷𠮷𠮷', '𠮷𠮷𠮷𠮷𠮷'],
    ["'=1+1", '=1+1'],
    ["'quote", 'INVALID_MAX_LENGTH'],
    ['\u200b华夏\ufeff', '华夏'],
    ['\u200b\u200d', undefined],
    ['\u202eabc', 'INVALID_CHARACTERS'],
    ['a\u0007b', 'INVALID_CHARACTERS'],
    ['a\nb', 'INVALID_CHARACTERS'],
  ])('text of at most 5 characters: %j is %j', (text, expected) => {
    expect(outcome(text, (cell) => cell.text('cell', 5))).toBe(expected);
  });

  it('a text of several lines may have them, but no other controls', () => {
    expect(outcome('a\n\tb', (cell) => cell.longText('cell', 5))).toBe('a\n\tb');
    expect(outcome('a\u001bb', (cell) => cell.longText('cell', 5))).toBe('INVALID_CHARACTERS');
  });

  it('a required cell has one problem, and none of its controls is shown', () => {
    const reader = new CellReader({ cell: '\u202egpj.exe\u0007', blank: '\u200b' });
    reader.required('cell', 5);
    reader.required('blank', 5);
    expect(reader.problems.map(({ column, value, code }) => [column, value, code])).toEqual([
      ['cell', '\ufffdgpj.exe\ufffd', 'INVALID_CHARACTERS'],
      ['blank', null, 'INVALID_IS_NOT_EMPTY'],
    ]);
  });

  it.each([
    ['12', 12],
    ['1,200', 'INVALID_MAX'],
    ['-1', 'INVALID_MIN'],
    ['12.5', 'INVALID_NUMBER'],
    ['１２', 'INVALID_NUMBER'],
    ['1e3', 'INVALID_NUMBER'],
    ['', undefined],
  ])('whole number from 0 to 1000: %j is %j', (text, expected) => {
    expect(outcome(text, (cell) => cell.whole('cell', 0, 1000))).toBe(expected);
  });

  it.each([
    ['1,234.5', '1234.50'],
    ['-3', '-3.00'],
    ['1.234', 'INVALID_AMOUNT'],
    ['¥5', 'INVALID_AMOUNT'],
    ['99999999999999999', 'INVALID_AMOUNT'],
  ])('amount: %j is %j', (text, expected) => {
    expect(outcome(text, (cell) => cell.amount('cell'))).toBe(expected);
  });

  it.each([
    ['red', 'RED'],
    ['深蓝', 'DARK_BLUE'],
    ['dark blue', 'DARK_BLUE'],
    ['green', 'INVALID_CHOICE'],
    ['', undefined],
  ])('choice: %j is %j', (text, expected) => {
    expect(outcome(text, (cell) => cell.choice('cell', COLOURS))).toBe(expected);
  });

  it.each([
    ['2024-03-08', '2024-03-08'],
    ['2024/3/8', '2024-03-08'],
    ['2024-02-30', 'INVALID_DAY'],
    ['8.3.2024', 'INVALID_DAY'],
  ])('day: %j is %j', (text, expected) => {
    expect(outcome(text, (cell) => cell.day('cell'))).toBe(expected);
  });

  it.each([
    ['2024-03-08', '2024-03-07T16:00:00.000Z'],
    ['2024-03-08T09:30:00+08:00', '2024-03-08T01:30:00.000Z'],
    ['2026-03-18', '2026-03-17T16:00:00.000Z'],
    ['2026-03-19', 'INVALID_FUTURE'],
    ['2024-03-08T09:30', 'INVALID_DAY'],
    ['1700-01-01', 'INVALID_DAY'],
  ])('moment since when: %j is %j', (text, expected) => {
    expect(outcome(text, (cell) => cell.since('cell', startOf, NOW))).toBe(expected);
  });

  it('mail addresses need a name, an @ and a domain', () => {
    expect(outcome('a@b.cn', (cell) => cell.mail('cell', 20))).toBe('a@b.cn');
    expect(outcome('a@b', (cell) => cell.mail('cell', 20))).toBe('INVALID_IS_EMAIL');
  });
});

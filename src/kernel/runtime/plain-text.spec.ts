import { plainText } from './plain-text.js';

describe('plain text', () => {
  it.each([
    ['', ''],
    ['  华润 \u3000', '华润'],
    ['\ufeffAcme\u200b', 'Acme'],
    ['\u200b \u200e\u2060\u00ad', ''],
    ['\u3164\u2800', ''],
    ['two\nlines\tand a tab\r\n', 'two\nlines\tand a tab'],
  ])('%j becomes %j', (given, text) => {
    expect(plainText(given)).toEqual({ text, refused: false });
  });

  it.each([['👩‍💻'], ['می‌خواهم'], ['🏴󠁧󠁢󠁥󠁮󠁧󠁿'], ['𠮷野家'], ['نور'], ['e\u0301']])('%s stays as it is', (text) => {
    expect(plainText(text)).toEqual({ text, refused: false });
  });

  it.each([
    ['\u0000'],
    ['a\u0007b'],
    ['a\u001b[31m'],
    ['a\u000b'],
    ['\u202egpj.exe'],
    ['a\u202a'],
    ['a\u2066b\u2069'],
    ['\ud83d'],
    ['a\udc00b'],
    ['\udc00\ud800'],
  ])('%j is refused', (given) => {
    expect(plainText(given).refused).toBe(true);
  });

  it('takes time in proportion to the length, however the blanks are spread', () => {
    const blanks = ' '.repeat(1_000_000);
    expect(plainText(`${blanks}a${blanks}b${blanks}`).text).toHaveLength(1_000_002);
  });
});

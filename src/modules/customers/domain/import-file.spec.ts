import { cellsOf, type ImportFile, ImportFileRefused, readImportFile } from './import-file.js';

async function* pieces(...bytes: Buffer[]): AsyncGenerator<Buffer> {
  for (const piece of bytes) yield await Promise.resolve(piece);
}

function read(...bytes: (string | Buffer)[]): Promise<ImportFile> {
  return readImportFile(pieces(...bytes.map((piece) => Buffer.from(piece))), 'CUSTOMERS');
}

async function refusal(text: string): Promise<string | undefined> {
  const error: unknown = await read(text).catch((refused: unknown) => refused);
  return error instanceof ImportFileRefused ? error.problems[0]?.code : undefined;
}

describe('reading a file', () => {
  it('counts rows as spreadsheets do: header 1, a line break inside quotes makes no row, a blank line counts but is none', async () => {
    const { columns, rows } = await read('\uFEFFName , city\r\n"A ""x""\nB",北京\r\n\r\nC,上海\r\n');
    expect(columns).toEqual(['name', 'city']);
    expect(rows).toEqual([
      { rowNumber: 2, values: ['A "x"\nB', '北京'] },
      { rowNumber: 4, values: ['C', '上海'] },
    ]);
  });

  it('takes characters that are cut between two pieces of the stream', async () => {
    const bytes = Buffer.from('name\n北京\n');
    const { rows } = await read(bytes.subarray(0, 6), bytes.subarray(6));
    expect(rows[0]?.values).toEqual(['北京']);
  });

  it.each([
    [',', 'name,tags\nA,x;y\n'],
    [';', 'name;city\nA;x\n'],
    ['tab', 'name\tcity\nA\tx\n'],
  ])('finds the separator %s by the header', async (_separator, text) => {
    expect((await read(text)).columns).toHaveLength(2);
  });

  it('knows GB18030 from UTF-8', async () => {
    const file = await read(Buffer.from([0x6e, 0x61, 0x6d, 0x65, 0x0a, 0xb1, 0xb1, 0xbe, 0xa9, 0x0a]));
    expect(file.rows[0]?.values).toEqual(['北京']);
  });

  it('gives no cells for a row of another width, and reports unknown columns without refusing the file', async () => {
    const file = await read('name,colour\nA,red\nB\n');
    expect(file.problems.map(({ column, code }) => [column, code])).toEqual([['colour', 'INVALID_COLUMN_UNKNOWN']]);
    expect(file.rows.map((row) => cellsOf(file, row))).toEqual([{ name: 'A', colour: 'red' }, null]);
  });

  it.each([
    ['', 'INVALID_EMPTY_FILE'],
    [' \n\n', 'INVALID_EMPTY_FILE'],
    ['name\n', 'INVALID_EMPTY_FILE'],
    ['name\n"A\n', 'INVALID_NOT_CSV'],
    ['PK\u0000', 'INVALID_NOT_CSV'],
    ['city\nA\n', 'INVALID_COLUMNS_MISSING'],
    ['name,NAME\nA,B\n', 'INVALID_COLUMN_TWICE'],
  ])('refuses %j with %s', async (text, code) => {
    expect(await refusal(text)).toBe(code);
  });
});

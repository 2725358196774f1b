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

  it('knows the usual Chinese heads and those of templates, and keeps them as they stand', async () => {
    const { columns, heads, problems } = await read(
      '*客户名称,统一社会信用代码,省,城市,负责人,上级单位,Short Name,"电话"\nA,,,,,,,\n',
    );
    expect(columns).toEqual([
      'name',
      'credit_code',
      'province',
      'city',
      'owner_login',
      'parent_name',
      'short_name',
      'phone',
    ]);
    expect(heads.slice(0, 2)).toEqual(['客户名称', '统一社会信用代码']);
    expect(problems).toEqual([]);
    const contacts = await readImportFile(
      pieces(Buffer.from('客户编号；姓名；职务；手机；邮箱\nA；B；C；D；E\n'.replaceAll('；', ';'))),
      'CONTACTS',
    );
    expect(contacts.columns).toEqual(['customer_external_key', 'name', 'title', 'phone', 'email']);
  });

  it('says which two heads stand for the same column', async () => {
    const error: unknown = await read('客户名称,name,手机\nA,B,C\n').catch((refused: unknown) => refused);
    expect(error).toMatchObject({
      problems: [{ code: 'INVALID_COLUMN_TWICE', details: { columns: '客户名称, name' } }],
    });
  });

  it('names twenty unknown columns and counts the others', async () => {
    const { problems } = await read(`name,${Array.from({ length: 30 }, (_, i) => `c${i}`).join(',')}\nA\n`);
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toMatchObject({
      column: null,
      code: 'INVALID_MORE_COLUMNS_UNKNOWN',
      details: { columns: 10 },
    });
  });

  it('refuses a header of more than 200 columns with both numbers', async () => {
    const error: unknown = await read(`name${',c'.repeat(100_000)}\nA\n`).catch((refused: unknown) => refused);
    expect(error).toMatchObject({
      problems: [{ code: 'INVALID_TOO_MANY_COLUMNS', details: { columns: 100_001, limit: 200 } }],
    });
    await expect(read(`name${',c'.repeat(199)}\nA\n`)).resolves.toMatchObject({ rows: [{}] });
  });

  it('lets others have their turn in a row of separators only', async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    expect(await refusal(`name\n${','.repeat(5_000_000)}`)).toBe('INVALID_NOT_CSV');
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
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

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { summariseReported } from './file-account.js';
import { readMaven } from './read-maven.js';
import { SampleFiles } from './sample-files.js';

const SAMPLES = join(process.cwd(), 'samples');

describe('the account of the sales data', () => {
  const maven = readMaven(new SampleFiles(SAMPLES));
  const accountOf = (file: string) => maven.account.find((account) => account.file === `maven-crm/${file}`);

  it('adds up: read = loaded + refused, nothing refused in the published files', () => {
    const rows = { 'accounts.csv': 85, 'products.csv': 7, 'sales_teams.csv': 35, 'sales_pipeline.csv': 8800 };
    for (const [file, count] of Object.entries(rows)) {
      expect(accountOf(file)).toMatchObject({ rowsRead: count, loaded: count, refused: 0 });
    }
  });

  it('lists every mapped value', () => {
    const mapped = maven.account.flatMap((account) => account.mapped.map(({ from, to }) => `${from} → ${to}`));
    const counts: Record<string, number> = {};
    for (const change of mapped) counts[change] = (counts[change] ?? 0) + 1;
    expect(counts).toEqual({
      'GTXPro → GTX Pro': 1480,
      'technolgy → technology': 12,
      'Philipines → Philippines': 1,
      'Korea → South Korea': 1,
    });
  });

  it('lists every reported value', () => {
    const pipeline = accountOf('sales_pipeline.csv');
    const teams = accountOf('sales_teams.csv');
    if (!pipeline || !teams) throw new Error('files missing from the account');
    expect(summariseReported(pipeline).map(({ note, rows, loaded }) => [note, rows, loaded])).toEqual([
      ['open deal without an account', 1425, true],
      ['no date, the stage starts at the day of loading', 500, true],
    ]);
    expect(summariseReported(teams)).toEqual([
      { note: 'has no deal in the file', column: 'sales_agent', rows: 5, loaded: true },
    ]);
    const firstBlank = pipeline.reported.find(({ column }) => column === 'account');
    const lines = readFileSync(join(SAMPLES, 'maven-crm/sales_pipeline.csv'), 'utf8').split(/\r?\n/);
    expect(lines[(firstBlank?.row ?? 0) - 1]).toContain(firstBlank?.key ?? '?');
  });
});

describe('dirtier files than the published ones', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sample-company-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('loses no row: each is loaded or refused with a note', () => {
    cpSync(join(SAMPLES, 'maven-crm'), join(folder, 'maven-crm'), { recursive: true });
    const header = 'opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value';
    const rows = [
      'A1,Moses Frase,GTX Basic,Cancity,Won,1/2/2017,3/1/2017,500',
      'A1,Moses Frase,GTX Basic,Cancity,Won,1/2/2017,3/1/2017,500',
      'A2,Nobody,GTX Basic,Cancity,Won,1/2/2017,3/1/2017,500',
      'A3,Moses Frase,GTX Ultra,Cancity,Won,1/2/2017,3/1/2017,500',
      'A4,Moses Frase,GTX Basic,Cancity,Dreaming,1/2/2017,,',
      'A5,Moses Frase,GTX Basic,Cancity,Won,1/2/2017,13/45/2017,500',
      'A6,Moses Frase,GTX Basic,Cancity,Won,5/2/2017,3/1/2017,500',
      'A7,Moses Frase,GTX Basic,Cancity,Won,1/2/2017,3/1/2017,a lot',
      'A8,Moses Frase,GTX Basic,,Won,1/2/2017,3/1/2017,500',
      'A9,Moses Frase,GTX Basic,Nowhere Inc,Engaging,1/2/2017,,',
      'B1,Moses Frase,GTX Basic,,Engaging,1/2/2017,3/1/2017,',
    ];
    writeFileSync(join(folder, 'maven-crm/sales_pipeline.csv'), [header, ...rows].join('\n'));
    const maven = readMaven(new SampleFiles(folder));
    const account = maven.account.find(({ file }) => file.endsWith('sales_pipeline.csv'));
    expect(account).toMatchObject({ rowsRead: 11, loaded: 2, refused: 9 });
    expect(account?.reported.filter(({ loaded }) => !loaded).map(({ row }) => row)).toEqual([
      3, 4, 5, 6, 7, 8, 9, 10, 12,
    ]);
    expect(maven.opportunities.map(({ id, accountName }) => [id, accountName])).toEqual([
      ['A1', 'Cancity'],
      ['A9', 'Nowhere Inc'],
    ]);
  });
});

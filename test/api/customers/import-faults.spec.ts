import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { closeSql, control, sql, testServer } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';
import { type Account, codes, finished, LOOK, run, upload } from './import-client.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

/** Runs the job that takes up what was left; waits while its own minute has it running. */
async function takeUp(): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return void (await control('runJob', 'customer-imports'));
    } catch (error) {
      if (attempt === 40) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** An import that waits, whose file can no longer be read: each try fails. */
async function brokenImport(person: TestPerson, name: string): Promise<string> {
  const { id } = await run(person, `name\n${name}\n`, { dryRun: true });
  await sql('DELETE FROM blob_chunk');
  await sql(
    "UPDATE customer_import SET state = 'WAITING', next_row = 0, created_rows = 0, finished_at = NULL WHERE id = ?",
    [id],
  );
  return id;
}

const triesOf = async (id: string): Promise<unknown> =>
  (await sql<{ tries: number }>('SELECT tries FROM customer_import WHERE id = ?', [id]))[0]?.tries;

describe('an import on which work fails', () => {
  test('is tried three times, then ends with a reason, and never holds up those behind it', async () => {
    const id = await brokenImport(world.nora, '坏分块');
    await takeUp();
    expect(await triesOf(id)).toBe(1);
    expect(await run(world.sara, 'name\n排在后面\n')).toMatchObject({ state: 'DONE', created: 1 });
    // Taken up again only after a rest: the imports of others do not use up its tries.
    expect(await triesOf(id)).toBe(1);
    for (let tries = 2; tries <= 3; tries++) {
      await sql("UPDATE customer_import SET updated_at = '2026-01-01' WHERE id = ?", [id]);
      await takeUp();
    }
    const account = await finished(world.nora, id);
    expect([account.state, account.progress, codes(account)]).toEqual(['FAILED', 100, ['null null IMPORT_FAILED']]);
    expect(account.problems[0]?.message).toContain(id);
    await sql("UPDATE customer_import SET updated_at = '2026-01-01' WHERE id = ?", [id]);
    await takeUp();
    expect(await triesOf(id)).toBe(3);
  });

  test('that took its process down each time is not begun a fourth time', async () => {
    const { id } = await run(world.nora, 'name\n拖垮进程\n', { dryRun: true });
    await sql(
      "UPDATE customer_import SET state = 'RUNNING', next_row = 0, created_rows = 0, tries = 3, updated_at = '2026-01-01' WHERE id = ?",
      [id],
    );
    await takeUp();
    const account = await finished(world.nora, id);
    expect([account.state, account.created, codes(account)]).toEqual(['FAILED', 0, ['null null IMPORT_FAILED']]);
  });

  test('gets its tries back when it gets further', async () => {
    const { id } = await run(world.nora, 'name\n又好了\n', { dryRun: true });
    await sql(
      "UPDATE customer_import SET state = 'WAITING', next_row = 0, created_rows = 0, tries = 2, updated_at = '2026-01-01' WHERE id = ?",
      [id],
    );
    await takeUp();
    expect(await finished(world.nora, id)).toMatchObject({ state: 'DONE', created: 1 });
    expect(await triesOf(id)).toBe(0);
  });
});

describe('files made to do harm', () => {
  test('a header of very many columns is refused at once, with both numbers', async () => {
    const account = await run(world.nora, `name${',c'.repeat(100_000)}\nA\n`);
    expect([account.state, codes(account)]).toEqual(['REFUSED', ['null null INVALID_TOO_MANY_COLUMNS']]);
    expect(account.problems[0]?.message).toMatch(/100001.*200/);
  });

  test('many rows that name themselves as parent: the server answers others all the while', async () => {
    const uploadId = await upload(world.nora, `name,parent_name\n${'a,a\n'.repeat(40_000)}`);
    const { customerImport } = await world.nora.get<{ customerImport: { import: { id: string } } }>(
      'mutation($input: CustomerImportInput!) { customerImport(input: $input) { import { id } } }',
      { input: { uploadId, kind: 'CUSTOMERS' } },
    );
    const { id } = customerImport.import;
    let rowsRead = 0;
    while (rowsRead < 500) {
      const asked = performance.now();
      const answer = await world.nora.get<{ customerImport: Account }>(LOOK, { id });
      expect(performance.now() - asked).toBeLessThan(5_000);
      rowsRead = answer.customerImport.rowsRead;
      expect(answer.customerImport.refused).toBe(rowsRead);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    // The rest of it would only take time.
    await sql("UPDATE customer_import SET state = 'REFUSED', version = version + 1 WHERE id = ?", [id]);
  });

  test('names that nobody can see, or that show in another order, make no customers', async () => {
    const rows = ['\u200b\u200d', '\u202e公司', '响铃\u0007公司', '两行\n公司', '\ufeff干净公司\u200b'];
    const account = await run(world.nora, `客户名称,简称\n${rows.map((name) => `"${name}",x`).join('\n')}\n`);
    expect(codes(account)).toEqual([
      '2 name INVALID_IS_NOT_EMPTY',
      '3 name INVALID_CHARACTERS',
      '4 name INVALID_CHARACTERS',
      '5 name INVALID_CHARACTERS',
    ]);
    expect(await sql("SELECT name, short_name FROM customer WHERE short_name = 'x'")).toEqual([
      { name: '干净公司', short_name: 'x' },
    ]);
  });
});

describe('Chinese heads', () => {
  test('customers and contacts come in under them; mappings may use them, the error file keeps them', async () => {
    const file =
      '客户名称,行业,省,城市,客户编号,员工人数\n华东一号,软件业,江苏,苏州,zh-1,12\n坏行,软件业,,,zh-2,许多\n';
    const account = await run(world.nora, file, { mappings: [{ column: '行业', from: '软件业', to: '软件' }] });
    expect(account).toMatchObject({ created: 1, refused: 1, mapped: 2 });
    expect(
      await sql("SELECT name, industry, province, city, employees FROM customer WHERE external_key = 'zh-1'"),
    ).toEqual([{ name: '华东一号', industry: '软件', province: '江苏', city: '苏州', employees: 12 }]);
    const headers = { authorization: `Bearer ${world.nora.token}`, 'accept-language': 'zh-CN' };
    const response = await fetch(testServer().api + account.errorFileUrl!, { headers });
    const text = Buffer.from(await response.arrayBuffer()).toString('utf8');
    expect(text.split('\r\n')[0]).toBe('\uFEFF客户名称,行业,省,城市,客户编号,员工人数,row_number,error');
    expect(text).toContain('员工人数: ');
    const contacts = '客户编号,姓名,职务,手机,邮箱\nzh-1,王芳,采购经理,138 0013 8000,fang@example.com\n';
    expect(await run(world.nora, contacts, { kind: 'CONTACTS' })).toMatchObject({ created: 1, refused: 0 });
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aContact, aCustomer } from '../../support/builders.js';
import { closeSql, control, rowCounts, sql, testServer } from '../../support/server.js';
import { freshWorld, type TestPerson, type World } from '../../support/world.js';
import { aHolder } from '../access/records-of-bob.js';
import { type Account, codes, finished, LOOK, run, start, upload } from './import-client.js';

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

describe('customerImport of contacts', () => {
  test('finds the customer by its key among visible ones, adds and changes contacts', async () => {
    const customer = await aCustomer().ownedBy(world.alice).with({ external_key: 'c-1' }).save();
    await aCustomer().ownedBy(world.bob).with({ external_key: 'c-2' }).save();
    const file = [
      'customer_external_key,name,title,phone,email,birthday,buying_role,external_key',
      'c-1,王芳,采购经理,138 0013 8000,fang.wang@example.com,1980/3/8,采购,p-1',
      'c-2,看不见,,,,,,p-2',
      'c-1,坏邮箱,,,no-mail,1980-02-30,BOSS,p-3',
      ',没有客户,,,,,,p-4',
    ].join('\n');
    const account = await run(world.nora, file, { kind: 'CONTACTS' });
    expect(account).toMatchObject({ rowsTotal: 4, created: 1, refused: 3 });
    expect(codes(account)).toEqual([
      '3 customer_external_key INVALID_CUSTOMER_KEY',
      '4 email INVALID_IS_EMAIL',
      '4 birthday INVALID_DAY',
      '4 buying_role INVALID_CHOICE',
      '5 customer_external_key INVALID_IS_NOT_EMPTY',
    ]);
    expect(
      await sql('SELECT name, birthday, buying_role, phone FROM contact WHERE customer_id = ?', [customer]),
    ).toEqual([{ name: '王芳', birthday: '1980-03-08', buying_role: 'BUYER', phone: '138 0013 8000' }]);
    const again = 'customer_external_key,name,title,external_key\nc-1,王芳,采购总监,p-1\n';
    expect(await run(world.nora, again, { kind: 'CONTACTS' })).toMatchObject({ updated: 1, created: 0 });
    expect(await run(world.nora, again, { kind: 'CONTACTS' })).toMatchObject({ unchanged: 1 });
  });

  test('adds nothing to a customer that is seen and that contact.create does not reach', async () => {
    const may = [
      ...['customer.read', 'contact.read', 'customer.import'].map((action) => ({ action, scope: 'ALL' })),
      { action: 'contact.create', scope: 'OWN' },
    ];
    const person = await aHolder('contact-importer', world.departments.root, may);
    await aCustomer().ownedBy(world.alice).with({ external_key: 'c-20' }).save();
    await aCustomer().ownedBy(person).with({ external_key: 'c-21' }).save();
    const file = 'customer_external_key,name\nc-20,李雷\nc-21,韩梅梅\n';
    const account = await run(person, file, { kind: 'CONTACTS' });
    expect(account).toMatchObject({ created: 1, refused: 1 });
    expect(codes(account)).toEqual(['2 null INVALID_NO_RIGHT']);
  });

  test('a contact does not move to another customer', async () => {
    await aCustomer().ownedBy(world.alice).with({ external_key: 'c-9' }).save();
    const other = await aCustomer().ownedBy(world.alice).with({ external_key: 'c-10' }).save();
    const contact = await aContact(other);
    await sql("UPDATE contact SET external_key = 'p-9' WHERE id = ?", [contact]);
    const account = await run(world.nora, 'customer_external_key,name,external_key\nc-9,李雷,p-9\n', {
      kind: 'CONTACTS',
    });
    expect(codes(account)).toEqual(['2 customer_external_key INVALID_CONTACT']);
  });
});

describe('the import itself', () => {
  test('refuses uploads of others, unknown columns of the mapping, and people without the right', async () => {
    const uploadId = await upload(world.nora, 'name\nA\n');
    const before = await rowCounts();
    const input = { uploadId, kind: 'CUSTOMERS', dryRun: false };
    expect(await start(world.sara, input)).toMatchObject({ import: null, userErrors: [{ code: 'INVALID_UPLOAD' }] });
    expect(await start(world.nora, { ...input, uploadId: '4242' })).toMatchObject({
      userErrors: [{ code: 'INVALID_UPLOAD', path: ['input', 'uploadId'] }],
    });
    const mappings = [{ column: 'colour', from: 'a', to: 'b' }];
    expect(await start(world.nora, { ...input, mappings })).toMatchObject({
      userErrors: [{ code: 'INVALID_MAPPING' }],
    });
    const { errors } = await world.alice.ask(
      'mutation($i: CustomerImportInput!) { customerImport(input: $i) { import { id } } }',
      {
        i: input,
      },
    );
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await rowCounts()).toEqual(before);
  });

  test('dry run is the default, and a repeated key starts one import', async () => {
    const uploadId = await upload(world.nora, 'name\n只此一家\n');
    const input = { uploadId, kind: 'CUSTOMERS', idempotencyKey: 'import-once' };
    const first = await start(world.nora, input);
    const second = await start(world.nora, input);
    expect(second.import!.id).toBe(first.import!.id);
    expect(await finished(world.nora, first.import!.id)).toMatchObject({ dryRun: true, created: 1 });
    expect(await sql("SELECT id FROM customer WHERE name = '只此一家'")).toEqual([]);
  });

  test('is shown to its own person and the administrator; for others it is like a missing one', async () => {
    const { id } = await run(world.nora, 'name\n\n华北一号\n', { dryRun: true });
    expect(await finished(world.admin, id)).toMatchObject({ created: 1 });
    const unseen = await world.sara.ask(LOOK, { id });
    const missing = await world.sara.ask(LOOK, { id: '4242' });
    expect(unseen.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect(unseen.errors?.map(({ message }) => message)).toEqual(missing.errors?.map(({ message }) => message));
  });

  test('an import that a process left half done goes on where it stopped', async () => {
    const rows = Array.from({ length: 250 }, (_, i) => `续传${i},resume-${i},${i === 249 ? '续传0' : ''}`);
    const { id } = await run(world.nora, `name,external_key,parent_name\n${rows.join('\n')}\n`, { dryRun: true });
    // The half-done import must find the parent that its own first rows would have left.
    const parent = await run(world.nora, 'name,external_key\n续传0,resume-0\n');
    expect(await finished(world.nora, parent.id)).toMatchObject({ state: 'DONE', created: 1 });
    await sql(
      "UPDATE customer_import SET dry_run = 0, state = 'RUNNING', next_row = 100, created_rows = 100, finished_at = NULL WHERE id = ?",
      [id],
    );
    await takeUp();
    expect(await finished(world.nora, id)).toMatchObject({ state: 'DONE', rowsRead: 250, created: 250 });
    expect(await sql("SELECT COUNT(*) AS n FROM customer WHERE external_key LIKE 'resume-%'")).toEqual([{ n: '151' }]);
    expect(
      await sql(
        "SELECT p.name FROM customer c JOIN customer p ON p.id = c.parent_id WHERE c.external_key = 'resume-249'",
      ),
    ).toEqual([{ name: '续传0' }]);
  });

  test('ends when the importer loses the right', async () => {
    const { id } = await run(world.sara, 'name\n华南一号\n', { dryRun: true });
    await sql("UPDATE customer_import SET state = 'WAITING', next_row = 0, created_rows = 0 WHERE id = ?", [id]);
    await sql('UPDATE person SET active = 0 WHERE id = ?', [world.sara.id]);
    await takeUp();
    const account = await finished(world.admin, id);
    expect([account.state, codes(account)]).toEqual(['REFUSED', ['null null IMPORT_RIGHTS_GONE']]);
  });
});

describe('GET /imports/:id/errors.csv', () => {
  const errorsOf = (person: TestPerson | null, path: string): Promise<Response> => {
    const authorization: Record<string, string> = person ? { authorization: `Bearer ${person.token}` } : {};
    return fetch(testServer().api + path, { headers: { 'accept-language': 'en', ...authorization } });
  };

  test('gives the refused rows as they were, with their errors and without formulas', async () => {
    const file = 'name,phone,employees,colour\n好行,1,2,x\n"=HYPERLINK(1)",+86,many,"-1"\n短行\n';
    const { id, errorFileUrl } = await run(world.nora, file);
    expect(errorFileUrl).toBe(`/imports/${id}/errors.csv`);
    const response = await errorsOf(world.nora, errorFileUrl!);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    const text = Buffer.from(await response.arrayBuffer()).toString('utf8');
    expect(text).toBe(
      '\uFEFFname,phone,employees,colour,row_number,error\r\n' +
        "'=HYPERLINK(1),'+86,many,'-1,3,employees: Not a whole number.\r\n" +
        '短行,,,,4,"The row has 1 cells, the header has 4."\r\n',
    );
    const mended = text.replace('many', '3').replace('短行', '长行');
    expect(await run(world.nora, mended)).toMatchObject({ rowsTotal: 2, created: 2, refused: 0 });
    expect(await sql("SELECT phone FROM customer WHERE name = '=HYPERLINK(1)'")).toEqual([{ phone: '+86' }]);
  });

  test('is refused to others', async () => {
    const { errorFileUrl } = await run(world.nora, 'name,employees\nA,x\n');
    expect((await errorsOf(null, errorFileUrl!)).status).toBe(401);
    expect((await errorsOf(world.alice, errorFileUrl!)).status).toBe(403);
    expect((await errorsOf(world.admin, errorFileUrl!)).status).toBe(200);
    expect((await errorsOf(world.admin, '/imports/4242/errors.csv')).status).toBe(404);
    const south = await freshSouthManager();
    expect((await errorsOf(south, errorFileUrl!)).status).toBe(404);
  });

  test('keeps from others than the importer the columns that their field rules keep', async () => {
    const see = ['customer.read', 'customer.import'].map((action) => ({ action, scope: 'ALL' }));
    const rules = [
      { kind: 'customer', field: 'name', rule: 'MASKED' },
      { kind: 'customer', field: 'phone', rule: 'HIDDEN' },
    ];
    const reader = await aHolder('import-reader', world.departments.root, see, rules);
    const file = [
      '名称,上级单位,phone,city,employees,其他',
      '秘密公司,秘密集团,保密电话,天津,many,附注',
      '多格公司,天津,1,保密电话,2,3,4,5',
    ].join('\n');
    const mappings = [
      { column: 'phone', from: '保密电话', to: 'none' },
      { column: 'city', from: '天津', to: '天津市' },
    ];
    const { id, errorFileUrl } = await run(world.nora, file, { mappings });
    const own = await world.nora.get<{ customerImport: Account }>(LOOK, { id });
    expect(JSON.stringify(own)).toMatch(/秘密集团/);
    const shown = (await reader.get<{ customerImport: Account }>(LOOK, { id })).customerImport;
    expect(JSON.stringify(shown)).not.toMatch(/秘密|保密|多格/);
    expect(shown.mappedValues.map(({ column }) => column)).toEqual(
      own.customerImport.mappedValues.map(({ column }) => column).filter((column) => column !== 'phone'),
    );
    expect(shown.problems.map(({ column, code }) => `${column} ${code}`)).toEqual(
      own.customerImport.problems.map(({ column, code }) => `${column} ${code}`),
    );
    expect(shown.problems.find(({ column }) => column === 'employees')?.value).toBe('many');
    const text = await (await errorsOf(reader, errorFileUrl!)).text();
    expect(text).not.toMatch(/秘密|保密|多格|附注/);
    expect(text).toMatch(/,天津,many,/);
    expect(await (await errorsOf(world.nora, errorFileUrl!)).text()).toMatch(/秘密公司,秘密集团,保密电话/);
  });

  test('stands in the audit with whoever has got the file, and so do those who were refused', async () => {
    const { id, errorFileUrl } = await run(world.nora, 'name,employees\nA,x\n');
    await sql("DELETE FROM audit_entry WHERE event IN ('EXPORT', 'REFUSED')");
    await errorsOf(world.nora, errorFileUrl!);
    await errorsOf(world.analyst, errorFileUrl!);
    const headers = { authorization: `Bearer ${world.executive.token}`, 'content-type': 'text/csv' };
    expect((await fetch(`${testServer().api}/uploads`, { method: 'POST', headers, body: 'name' })).status).toBe(403);
    await control('verifyAudit');
    const entry =
      'SELECT event, actor_id, action, kind, record_id, reason FROM audit_entry WHERE event = ? ORDER BY id';
    expect(await sql(entry, ['EXPORT'])).toEqual([
      expect.objectContaining({ actor_id: world.nora.id, kind: 'customerImport', record_id: id }),
    ]);
    expect(await sql(entry, ['REFUSED'])).toEqual([
      expect.objectContaining({ actor_id: world.analyst.id, reason: 'GET /imports/:id/errors.csv: FORBIDDEN' }),
      expect.objectContaining({ actor_id: world.executive.id, reason: 'POST /uploads: FORBIDDEN' }),
    ]);
  });

  async function freshSouthManager(): Promise<TestPerson> {
    await sql('UPDATE person SET active = 1 WHERE id = ?', [world.sara.id]);
    return world.sara;
  }
});

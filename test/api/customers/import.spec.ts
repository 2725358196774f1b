import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aCustomer } from '../../support/builders.js';
import { closeSql, rowCounts, sql, testServer } from '../../support/server.js';
import { freshWorld, type World } from '../../support/world.js';
import { codes, post, refusalOf, run } from './import-client.js';

let world: World;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(closeSql);

describe('POST /uploads', () => {
  test('needs a signed-in person with the right to import', async () => {
    expect(await refusalOf(post(null, 'name\nA'))).toEqual([401, 'UNAUTHENTICATED']);
    expect(await refusalOf(post('not-a-token-at-all', 'name\nA'))).toEqual([401, 'UNAUTHENTICATED']);
    expect(await refusalOf(post(world.alice.token, 'name\nA'))).toEqual([403, 'FORBIDDEN']);
    expect(await sql('SELECT id FROM stored_blob')).toEqual([]);
  });

  test.each(['application/json', 'application/xml', 'multipart/form-data; boundary=x', 'text/plain', 'text/csvx'])(
    'names the way out when the file comes as %s',
    async (type) => {
      const response = await post(world.nora.token, 'name\nA', type);
      expect(response.status).toBe(415);
      const body = await response.json();
      expect(body).toEqual({
        errors: [{ message: expect.stringContaining('text/csv'), extensions: { code: 'BAD_USER_INPUT' } }],
      });
    },
  );

  test('a form of the browser is told to send the file itself', async () => {
    const form = new FormData();
    form.append('file', new Blob(['name\nA\n'], { type: 'text/csv' }), 'customers.csv');
    const headers = { authorization: `Bearer ${world.nora.token}` };
    const response = await fetch(`${testServer().api}/uploads`, { method: 'POST', headers, body: form });
    expect(response.status).toBe(415);
    expect(JSON.stringify(await response.json())).toContain('the CSV file itself as the body');
  });

  test('refuses an empty file, takes any way of writing the media type', async () => {
    expect(await refusalOf(post(world.nora.token, ''))).toEqual([400, 'BAD_USER_INPUT']);
    expect(await sql('SELECT id FROM stored_blob')).toEqual([]);
    expect((await post(world.nora.token, 'name\nA', 'Text/CSV; charset=utf-8')).status).toBe(201);
    await sql('DELETE FROM stored_blob');
    await sql('DELETE FROM blob_chunk');
  });

  test('takes the same bytes from several people at once', async () => {
    const bytes = Buffer.alloc(1_500_000, '客户');
    const people = [world.nora, world.sara, world.nora, world.sara, world.nora, world.sara];
    const answers = await Promise.all(people.map(({ token }) => post(token, bytes)));
    expect(answers.map(({ status }) => status)).toEqual(people.map(() => 201));
    expect(await sql('SELECT COUNT(*) AS n FROM stored_blob')).toEqual([{ n: '6' }]);
    await sql('DELETE FROM stored_blob');
    await sql('DELETE FROM blob_chunk');
  });

  test('takes 20 MB and refuses more; equal chunks are stored once', async () => {
    const large = Buffer.alloc(20 * 1024 * 1024, 'x');
    expect((await post(world.nora.token, large)).status).toBe(201);
    expect(await sql('SELECT COUNT(*) AS n FROM blob_chunk')).toEqual([{ n: '1' }]);
    const tooLarge = post(world.nora.token, Buffer.alloc(20 * 1024 * 1024 + 1, 'x'));
    expect(await refusalOf(tooLarge)).toEqual([413, 'BAD_USER_INPUT']);
    expect(await sql('SELECT size FROM stored_blob')).toEqual([{ size: large.length }]);
  });

  test('does not open GraphQL to that media type or to large bodies', async () => {
    const headers = { 'content-type': 'text/csv', authorization: `Bearer ${world.nora.token}` };
    const response = await fetch(`${testServer().api}/graphql`, { method: 'POST', headers, body: '{ viewer { id } }' });
    expect(response.status).toBe(415);
  });
});

describe('customerImport of customers', () => {
  const good =
    'name,short_name,parent_name,industry,employees,annual_revenue,currency,source,tags,owner_login,external_key,credit_code,effective_at\r\n' +
    '"华夏光电, 二厂",华夏二厂,华夏光电有限公司,科技,120,"1,234.50",CNY,展会,重点;续约,alice,hx-2,,2024-03-08\r\n' +
    '华夏光电有限公司,华夏光电,,technolgy,,,,FAIR,,,hx-1,91350100M000100Y43,\r\n';

  test('a dry run writes only the account, and that it was started', async () => {
    const before = await rowCounts();
    const account = await run(world.nora, good, { dryRun: true });
    expect(account).toMatchObject({ state: 'DONE', dryRun: true, rowsTotal: 2, created: 2, refused: 0, progress: 100 });
    const after = await rowCounts();
    for (const table of ['customer', 'customer_history', 'search_gram', 'outbox_event'])
      expect([table, after[table]]).toEqual([table, before[table]]);
    expect(after['audit_entry']).toBe(before['audit_entry']! + 1);
    expect(await sql('SELECT actor_id, action, kind FROM audit_entry WHERE record_id = ?', [account.id])).toEqual([
      { actor_id: world.nora.id, action: 'customer.import', kind: 'customerImport' },
    ]);
  });

  test('writes customers with parent, owner, effective day, mapping, history, audit, event and search words', async () => {
    const account = await run(world.nora, good, {
      mappings: [{ column: 'industry', from: 'technolgy', to: 'technology' }],
    });
    expect(account).toMatchObject({ created: 2, refused: 0, mapped: 1, problems: [], errorFileUrl: null });
    expect(account.mappedValues).toEqual([{ column: 'industry', from: 'technolgy', to: 'technology', cells: 1 }]);
    const [child] = await sql<Record<string, unknown>>("SELECT * FROM customer WHERE external_key = 'hx-2'");
    const [parent] = await sql<Record<string, unknown>>("SELECT * FROM customer WHERE external_key = 'hx-1'");
    expect(parent).toMatchObject({ owner_id: world.nora.id, industry: 'technology', source: 'FAIR' });
    expect(child).toMatchObject({
      name: '华夏光电, 二厂',
      parent_id: parent!['id'],
      owner_id: world.alice.id,
      department_id: world.departments.north,
      annual_revenue: '1234.50',
      source: 'FAIR',
      tags: ['重点', '续约'],
    });
    expect(child!['created_at']).toEqual(new Date('2024-03-07T16:00:00.000Z'));
    expect(await sql('SELECT valid_from, actor_id FROM customer_history WHERE id = ?', [child!['id']])).toEqual([
      { valid_from: child!['created_at'], actor_id: world.nora.id },
    ]);
    expect(await sql('SELECT action, reason FROM audit_entry WHERE record_id = ?', [child!['id']])).toEqual([
      { action: 'customer.import', reason: `import ${account.id}` },
    ]);
    expect(await sql('SELECT name FROM outbox_event WHERE record_id = ?', [child!['id']])).toEqual([
      { name: 'CustomerImported' },
    ]);
    const found = await world.alice.get<{ customers: { nodes: { name: string }[] } }>(
      '{ customers(filter: { search: "二厂" }) { nodes { name } } }',
    );
    expect(found.customers.nodes).toEqual([{ name: '华夏光电, 二厂' }]);
  });

  test('the same file again changes nothing; a changed row updates, an empty cell leaves what is there', async () => {
    const industry = [{ column: 'industry', from: 'technolgy', to: 'technology' }];
    expect(await run(world.nora, good, { mappings: industry })).toMatchObject({ unchanged: 2, created: 0, updated: 0 });
    const changed = 'external_key,name,short_name,employees\nhx-1,华夏光电有限公司,,77\n';
    expect(await run(world.nora, changed, { dryRun: true })).toMatchObject({ updated: 1 });
    expect(await run(world.nora, changed)).toMatchObject({ updated: 1, created: 0, unchanged: 0 });
    expect(await sql("SELECT employees, short_name, version FROM customer WHERE external_key = 'hx-1'")).toEqual([
      { employees: 77, short_name: '华夏光电', version: 2 },
    ]);
  });

  test('GB18030 is read, with semicolons as well', async () => {
    const bytes = Buffer.from([0xb1, 0xb1, 0xbe, 0xa9]);
    const file = Buffer.concat([Buffer.from('name;city\n'), bytes, Buffer.from(';'), bytes, Buffer.from('\n')]);
    expect(await run(world.nora, file)).toMatchObject({ created: 1 });
    expect(await sql("SELECT city FROM customer WHERE name = '北京'")).toEqual([{ city: '北京' }]);
  });

  test('bad rows are refused with their reasons and leave the good ones alone', async () => {
    await aCustomer().ownedBy(world.bob).named('南方同名').with({ external_key: 'south-1' }).save();
    const file = [
      '\uFEFFname,parent_name,employees,annual_revenue,source,owner_login,external_key,credit_code,effective_at,colour',
      '好公司,,,,,,ok-1,,,red',
      ',,,,,,bad-1,,,',
      '坏数字,,many,1.234,自来水,,,,,',
      '坏代码,,,,,,,91350100M000100Y44,,',
      '坏负责人,,,,,nobody,,,,',
      '外区负责人,,,,,bob,,,,',
      '坏上级,不存在的公司,,,,,,,,',
      '看不见的上级,南方同名,,,,,,,,',
      '循环甲,循环乙,,,,,,,,',
      '循环乙,循环甲,,,,,,,,',
      '孤儿,循环甲,,,,,,,,',
      '重复键,,,,,,ok-1,,,',
      '短行,',
      '未来,,,,,,,,2999-01-01,',
      '子公司,好公司,,,,aaron,ok-2,,,',
    ].join('\n');
    const account = await run(world.nora, file);
    expect(codes(account)).toEqual([
      'null colour INVALID_COLUMN_UNKNOWN',
      '3 name INVALID_IS_NOT_EMPTY',
      '4 employees INVALID_NUMBER',
      '4 annual_revenue INVALID_AMOUNT',
      '4 source INVALID_CHOICE',
      '5 credit_code INVALID_CREDIT_CODE',
      '6 owner_login INVALID_OWNER_LOGIN',
      '7 owner_login INVALID_OWNER_REACH',
      '8 parent_name INVALID_PARENT_NAME',
      '9 parent_name INVALID_PARENT_NAME',
      '10 parent_name INVALID_PARENT_CIRCLE',
      '11 parent_name INVALID_PARENT_CIRCLE',
      '12 parent_name INVALID_PARENT_REFUSED',
      '13 external_key INVALID_KEY_TWICE',
      '14 null INVALID_ROW_WIDTH',
      '15 effective_at INVALID_FUTURE',
    ]);
    expect(account).toMatchObject({ state: 'DONE', rowsTotal: 15, rowsRead: 15, created: 2, refused: 13 });
    expect(account.problems.every(({ code, message }) => message !== '' && message !== code)).toBe(true);
    const [good] = await sql<{ id: string }>("SELECT id FROM customer WHERE external_key = 'ok-1'");
    expect(await sql("SELECT name, parent_id FROM customer WHERE external_key = 'ok-2'")).toEqual([
      { name: '子公司', parent_id: good!.id },
    ]);
    expect(await sql("SELECT id FROM customer WHERE name = '循环甲'")).toEqual([]);
  });

  test('a record that the importer cannot see is not touched: its key makes a new customer', async () => {
    const account = await run(world.nora, 'name,external_key\n北方自己的,south-1\n');
    expect(account).toMatchObject({ created: 1, refused: 0 });
    const rows = await sql("SELECT name FROM customer WHERE external_key = 'south-1' ORDER BY id");
    expect(rows).toHaveLength(2);
    expect(rows).toContainEqual({ name: '南方同名' });
  });

  test('another owner is no matter of an import', async () => {
    expect(codes(await run(world.nora, 'name,external_key,owner_login\n好公司,ok-1,aaron\n'))).toEqual([
      '2 owner_login INVALID_OWNER_CHANGE',
    ]);
  });

  test.each([
    [' \n', 'INVALID_EMPTY_FILE'],
    ['name,city\n', 'INVALID_EMPTY_FILE'],
    ['city,phone\n北京,1\n', 'INVALID_COLUMNS_MISSING'],
    ['name,name\nA,B\n', 'INVALID_COLUMN_TWICE'],
    ['name,city\n"A,B\n', 'INVALID_NOT_CSV'],
    ['PK\u0003\u0004\u0000\u0000', 'INVALID_NOT_CSV'],
    [Buffer.from([0x6e, 0x61, 0x6d, 0x65, 0x0a, 0xff, 0xff, 0x0a]), 'INVALID_ENCODING'],
    [`name\n${'x\n'.repeat(100_001)}`, 'INVALID_TOO_MANY_ROWS'],
  ])('the file as a whole is refused: %#', async (file, code) => {
    const account = await run(world.nora, file);
    expect(account).toMatchObject({ state: 'REFUSED', rowsRead: 0, created: 0 });
    expect(codes(account)).toEqual([`null null ${code}`]);
  });

  test('many rows go in batches and end at 100 percent', async () => {
    const rows = Array.from({ length: 450 }, (_, i) => `批量客户${i},bulk-${i}`);
    const account = await run(world.nora, `name,external_key\n${rows.join('\n')}\n`);
    expect(account).toMatchObject({ rowsTotal: 450, created: 450, refused: 0, progress: 100 });
    expect(await sql("SELECT COUNT(*) AS n FROM customer WHERE external_key LIKE 'bulk-%'")).toEqual([{ n: '450' }]);
  });
});

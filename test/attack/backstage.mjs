import { join } from 'node:path';
import { Person } from '../chaos/graphql-client.mjs';
import { ADMINISTRATOR } from '../chaos/server-process.mjs';

const PASSWORD = 'Attacked-With-Salt-43';
const LOG_FILE = 'statements.log';

/** What attacks need that no attacker has: accounts made to measure, and a look at what reaches the database. */
export class Backstage {
  #ground;
  #root = null;
  #admin;
  #hired = 0;
  #holders = [];
  #sellers = [];
  #hasMany = false;

  constructor(ground) {
    this.#ground = ground;
    this.#admin = new Person(ground.server.address, ADMINISTRATOR.login, ADMINISTRATOR.password);
  }

  /** Tokens of so many people who hold every role. */
  async allRoles(count = 1) {
    while (this.#holders.length < count) {
      const login = await this.#hire(`attack-everything-${this.#holders.length + 1}`, { everyRole: true });
      this.#holders.push(await this.#personOf(login));
    }
    return tokensOf(this.#holders.slice(0, count));
  }

  /** Tokens of so many people who sell. */
  async sellers(count) {
    while (this.#sellers.length < count)
      this.#sellers.push(await this.#personOf(await this.#hire(`attack-seller-${this.#sellers.length + 1}`)));
    return tokensOf(this.#sellers.slice(0, count));
  }

  /** Tokens that were given out before end after a quarter of an hour, some of the attacks later. */
  async renewTokens() {
    for (const person of [...this.#holders, ...this.#sellers]) await person.renewed();
  }

  /** Logins of so many people that have a password. */
  async logins(count) {
    const made = [];
    while (made.length < count) made.push(await this.#hire(`attack-known-${(this.#hired += 1)}`));
    return made;
  }

  /** From now on the database writes down what it is told; answers the file. */
  async statementLog() {
    const file = join(this.#ground.home, LOG_FILE);
    await this.sql(`SET GLOBAL general_log_file = '${file}'`);
    await this.sql('SET GLOBAL general_log = 1');
    return file;
  }

  async endStatementLog() {
    await this.sql('SET GLOBAL general_log = 0');
  }

  /** So many customers more, written past the server, of people who sell. */
  async manyCustomers(count) {
    if (this.#hasMany) return;
    this.#hasMany = true;
    const [{ owner, department, first }] = await this.sql(
      'SELECT owner_id AS owner, department_id AS department, MAX(id) AS first FROM customer',
    );
    await this.sql(
      `INSERT INTO customer (id, version, created_at, updated_at, name, kind, industry, city, tags, lifecycle, owner_id,
         department_id, custom, search_text)
       SELECT CAST(? AS SIGNED) + seq, 1, NOW(3) - INTERVAL seq MINUTE, NOW(3), CONCAT('Many ', seq), 'ORGANISATION', CONCAT('industry ', seq % 40),
         CONCAT('city ', seq % 400), '[]', 'POTENTIAL', ?, ?, '{}', '' FROM seq_1_to_${Number(count)}`,
      [first, owner, department],
    );
  }

  /** Rows of a statement that is sent past the server. */
  async sql(text, values) {
    this.#root ??= this.#ground.rootConnection();
    const [rows] = await (await this.#root).query(text, values);
    return rows;
  }

  async close() {
    await (await this.#root)?.end();
  }

  /** They must choose a password of their own before anything else. */
  async #personOf(login) {
    const own = `${PASSWORD}-own`;
    await new Person(this.#ground.server.address, login, PASSWORD).get(
      'mutation ($input: PasswordChangeInput!) { passwordChange(input: $input) { changed userErrors { code } } }',
      { input: { oldPassword: PASSWORD, newPassword: own } },
    );
    const person = new Person(this.#ground.server.address, login, own);
    await person.token();
    return person;
  }

  async #hire(login, { everyRole = false } = {}) {
    const { viewer, roles } = await this.#admin.get(
      '{ viewer { person { department { id } } } roles(first: 50) { nodes { id code } } }',
    );
    const roleIds = roles.nodes.filter(({ code }) => everyRole || code === 'sales').map(({ id }) => id);
    const { personCreate } = await this.#admin.get(
      'mutation ($input: PersonCreateInput!) { personCreate(input: $input) { person { id } userErrors { code } } }',
      {
        input: {
          login,
          name: login,
          type: 'STAFF',
          departmentId: viewer.person.department.id,
          roleIds,
          managerId: null,
        },
      },
    );
    await this.#admin.get(
      'mutation ($input: PasswordSetInput!) { passwordSet(input: $input) { personId userErrors { code } } }',
      { input: { personId: personCreate.person.id, password: PASSWORD } },
    );
    return login;
  }
}

function tokensOf(people) {
  return Promise.all(people.map((person) => person.token()));
}

import { SignJWT } from 'jose';
import { control, sql } from './server.js';
import { type Answer, type LiveEvents, request, subscribe } from './client.js';

const SECRET = new TextEncoder().encode('only-for-tests-0123456789-abcdefghijklmnop');

let lastId = 0n;

/** A fresh id, larger than those before it and smaller than those the server makes. */
export function freshId(): string {
  lastId += 1n;
  return (BigInt(Date.now()) * 1_000n + lastId).toString();
}

/** Writes a record row with the columns every record has, and its first history row. */
export async function insertRecord(table: string, values: Record<string, unknown>, tracked = true): Promise<string> {
  const id = typeof values['id'] === 'string' ? values['id'] : freshId();
  const now = new Date();
  const row = {
    version: 1,
    created_at: now,
    created_by: null,
    updated_at: now,
    updated_by: null,
    deleted_at: null,
    ...values,
    id,
  };
  await insert(table, row);
  if (tracked)
    await insert(`${table}_history`, {
      ...row,
      valid_from: now,
      valid_to: '9999-12-31 00:00:00.000',
      actor_id: null,
      reason: null,
    });
  return id;
}

async function insert(table: string, row: Record<string, unknown>): Promise<void> {
  const columns = Object.keys(row);
  await sql(
    `INSERT INTO ${table} (${columns.join(',')}) VALUES (${columns.map(() => '?').join(',')})`,
    Object.values(row),
  );
}

/** Someone who can ask the API. */
export class TestPerson {
  constructor(
    readonly id: string,
    readonly login: string,
    readonly departmentId: string,
    readonly token: string,
    readonly sessionId: string,
  ) {}

  /** Asks; the answer as it came. */
  ask<T = Record<string, unknown>>(query: string, variables: Record<string, unknown> = {}): Promise<Answer<T>> {
    return request<T>(this.token, query, variables);
  }

  /** Asks and expects data without errors. */
  async get<T = Record<string, unknown>>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const { data, errors } = await this.ask<T>(query, variables);
    if (errors || !data) throw new Error(`${this.login}: ${JSON.stringify(errors)}`);
    return data;
  }

  subscribe<T = Record<string, unknown>>(query: string, variables: Record<string, unknown> = {}): LiveEvents<T> {
    return subscribe<T>(this.token, query, variables);
  }
}

/** A small company: two regions that must not see each other, service, an analyst, an executive and an administrator. */
export interface World {
  readonly departments: {
    readonly root: string;
    readonly north: string;
    readonly south: string;
    readonly service: string;
  };
  readonly roles: Readonly<Record<string, string>>;
  readonly admin: TestPerson;
  readonly executive: TestPerson;
  readonly analyst: TestPerson;
  /** Head of the north; alice and aaron are sales people there. */
  readonly nora: TestPerson;
  readonly alice: TestPerson;
  readonly aaron: TestPerson;
  /** Head of the south; bob is a sales person there. */
  readonly sara: TestPerson;
  readonly bob: TestPerson;
  /** Service: sven is an agent, hugo the head. */
  readonly sven: TestPerson;
  readonly hugo: TestPerson;
}

/** Empties the worker's database and sets the small company up. */
export async function freshWorld(): Promise<World> {
  const roles = await control<Record<string, string>>('reset');
  const root = await department('公司', null);
  const north = await department('华北', root);
  const south = await department('华南', root);
  const service = await department('客户服务部', root);
  const person = (login: string, type: string, departmentId: string, role: string): Promise<TestPerson> =>
    addPerson({ login, type, departmentId, roleId: roles[role]! });
  const nora = await person('nora', 'MANAGER', north, 'sales_manager');
  const sara = await person('sara', 'MANAGER', south, 'sales_manager');
  const hugo = await person('hugo', 'MANAGER', service, 'service_head');
  const executive = await person('eve', 'EXECUTIVE', root, 'executive');
  for (const [id, head] of [
    [north, nora],
    [south, sara],
    [service, hugo],
    [root, executive],
  ] as const)
    await sql('UPDATE department SET head_id = ? WHERE id = ?', [head.id, id]);
  return {
    departments: { root, north, south, service },
    roles,
    admin: await person('admin', 'ADMINISTRATOR', root, 'administrator'),
    executive,
    analyst: await person('ana', 'ANALYST', root, 'analyst'),
    nora,
    alice: await person('alice', 'STAFF', north, 'sales'),
    aaron: await person('aaron', 'STAFF', north, 'sales'),
    sara,
    bob: await person('bob', 'STAFF', south, 'sales'),
    sven: await person('sven', 'STAFF', service, 'service_agent'),
    hugo,
  };
}

const paths = new Map<string, string>();

/** Adds a department below another one. */
export async function department(name: string, parentId: string | null): Promise<string> {
  const id = freshId();
  const path = `${parentId ? paths.get(parentId)! : '/'}${id}/`;
  paths.set(id, path);
  return insertRecord('department', { id, name, parent_id: parentId, path, head_id: null, external_key: null });
}

/** Adds a person with a role and an open session. */
export async function addPerson(options: {
  login: string;
  type: string;
  departmentId: string;
  roleId: string;
  managerId?: string | null;
}): Promise<TestPerson> {
  const { login, type, departmentId, roleId, managerId = null } = options;
  const id = await insertRecord('person', {
    login,
    name: login[0]!.toUpperCase() + login.slice(1),
    type,
    level: 1,
    department_id: departmentId,
    position_id: null,
    manager_id: managerId,
    email: null,
    phone: null,
    active: 1,
    search_text: login,
  });
  await insertRecord('role_membership', { person_id: id, role_id: roleId });
  const sessionId = await aSession({ id });
  return new TestPerson(id, login, departmentId, await tokenFor(id, sessionId), sessionId);
}

/** Opens a session of the person. */
export function aSession({ id }: { readonly id: string }): Promise<string> {
  return insertRecord(
    'session',
    {
      ...{ person_id: id, refresh_hash: id.padStart(64, '0'), ended_at: null, address: null },
      expires_at: new Date(Date.now() + 86_400_000),
    },
    false,
  );
}

function tokenFor(personId: string, sessionId: string): Promise<string> {
  return new SignJWT({ sid: sessionId })
    .setProtectedHeader({ alg: 'HS256', kid: 'k1', typ: 'JWT' })
    .setSubject(personId)
    .setIssuer('guanxi')
    .setAudience('guanxi-api')
    .setIssuedAt()
    .setExpirationTime('1d')
    .sign(SECRET);
}

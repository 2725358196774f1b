import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Work } from '../kernel/database/work.js';
import { Accounts } from '../modules/accounts/index.js';
import { Department, Person, Position, RoleMembership } from '../modules/permissions/index.js';
import type { SampleCompany } from '../sample-company/sample-company.js';
import type { SampleUser } from '../sample-company/sample-records.js';
import { type DemoAccount, readablePassword, readDemoAccounts, writeDemoAccounts } from './demo-accounts.js';
import { FirstAdministrator } from './first-administrator.js';
import { known, type SampleContext, type SeededPerson } from './sample-context.js';
import { SeedJournal } from './seed-journal.js';

/** Ids of people by login and of departments by key. */
export interface SeededOrganisation {
  readonly people: ReadonlyMap<string, SeededPerson>;
  readonly departments: ReadonlyMap<string, string>;
}

/** Loads departments, positions and people with their roles, and the passwords of the demo accounts. */
@Injectable()
export class SampleOrganisationSeed {
  constructor(
    private readonly journal: SeedJournal,
    private readonly administrators: FirstAdministrator,
    private readonly accounts: Accounts,
  ) {}

  /** People and departments hold from the company's beginning, so that the past of deals and customers has owners too. */
  async load(
    { company, since }: Pick<SampleContext, 'company' | 'since'>,
    dataDir: string,
  ): Promise<SeededOrganisation> {
    const { people, departments } = await this.journal.step('organisation', (work) => this.add(work, company, since));
    const organisation = { people: new Map(people), departments: new Map(departments) };
    await this.setPasswords(company, dataDir, organisation.people);
    return organisation;
  }

  private async add(
    work: Work,
    company: SampleCompany,
    since: Date,
  ): Promise<{ people: [string, SeededPerson][]; departments: [string, string][] }> {
    const roles = await this.administrators.ensureRoles(work, since);
    const departments = addDepartments(work, company, since);
    const positions = new Map(
      company.positions.map(({ key, title }) => [
        key,
        work.add(Object.assign(new Position(), { name: title }), since).id,
      ]),
    );
    const ids = new Map(company.users.map(({ login }) => [login, work.nextId()]));
    const people = company.users.map((user): [string, SeededPerson] => {
      const departmentId = known(departments, user.departmentKey).id;
      const id = known(ids, user.login);
      const positionId = known(positions, user.positionKey);
      const managerId = user.managerLogin === null ? null : known(ids, user.managerLogin);
      work.add(personOf(user, { id, departmentId, positionId, managerId }), since);
      const roleId = known(roles, user.roleCode.toLowerCase());
      work.add(Object.assign(new RoleMembership(), { personId: id, roleId }), since);
      return [user.login, { id, departmentId }];
    });
    for (const { key, headLogin } of company.departments) {
      const department = known(departments, key);
      department.headId = headLogin === null ? null : known(ids, headLogin);
      work.save(department, since);
    }
    return { people, departments: [...departments].map(([key, { id }]) => [key, id]) };
  }

  /** Written down before they are set: what the file says always fits, even when the load is cut off in between. */
  private async setPasswords(
    company: SampleCompany,
    dataDir: string,
    people: ReadonlyMap<string, SeededPerson>,
  ): Promise<void> {
    const written = readDemoAccounts(dataDir);
    const accounts = written ?? demoAccounts(company);
    if (!written) writeDemoAccounts(dataDir, accounts);
    const hashes: [string, string][] = [];
    for (const { login, password } of accounts)
      hashes.push([known(people, login).id, await this.accounts.hashPassword(password, login)]);
    const content = createHash('sha256').update(JSON.stringify(accounts)).digest('hex').slice(0, 32);
    await this.journal.step(`passwords:${content}`, async (work) => {
      for (const [personId, hash] of hashes) await this.accounts.setPassword(work, personId, hash);
      return hashes.length;
    });
  }
}

function addDepartments(work: Work, company: SampleCompany, since: Date): Map<string, Department> {
  const departments = new Map<string, Department>();
  for (const { key, name, parentKey } of company.departments) {
    const facts = { id: work.nextId(), name, headId: null, externalKey: key };
    const department = Object.assign(new Department(), facts);
    department.placeUnder(parentKey === null ? null : known(departments, parentKey));
    departments.set(key, work.add(department, since));
  }
  return departments;
}

function personOf(
  user: SampleUser,
  place: { id: string; departmentId: string; positionId: string; managerId: string | null },
): Person {
  const { login, type, level, email } = user;
  const name = `${user.chineseName} ${user.displayName}`;
  return Object.assign(new Person(), { ...place, login, name, type, level, email, phone: null, active: true });
}

function demoAccounts(company: SampleCompany): DemoAccount[] {
  const departments = new Map(company.departments.map(({ key, name }) => [key, name]));
  return company.users
    .filter(({ demo }) => demo)
    .map(({ login, chineseName, displayName, roleCode, departmentKey }) => ({
      login,
      password: readablePassword(),
      name: `${chineseName} ${displayName}`,
      role: roleCode.toLowerCase(),
      department: departments.get(departmentKey) ?? departmentKey,
    }));
}

import { chineseName } from './chinese-names.js';
import type { MavenAgent, MavenData } from './read-maven.js';
import type { DemoPerson, MavenMappings, PeopleLists } from './sample-files.js';
import type { SampleDepartment, SamplePosition, SampleUser } from './sample-records.js';

/** Departments, positions and people of the sample company. */
export interface SampleOrganisation {
  departments: SampleDepartment[];
  positions: SamplePosition[];
  users: SampleUser[];
}

interface Team {
  managerName: string;
  region: string;
  agents: MavenAgent[];
}

const COMPANY_KEY = 'company';
const MAIL_DOMAIN = 'guanxi.example.com';

/** The sign-in name of a person of the sales data: `Mei-Mei Johns` → `mei-mei.johns`. */
export function loginOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z-]+/g, '.');
}

/**
 * Company → regions → one team per manager, headed by that manager. A region is headed by its manager with most agents (ties: the first by
 * name); the other manager reports to that one, agents to their manager, regional heads to the executive.
 */
export function buildOrganisation(maven: MavenData, mappings: MavenMappings, people: PeopleLists): SampleOrganisation {
  const teams = teamsOf(maven.agents);
  const regions = Object.entries(mappings.regions).filter(([region]) => teams.some((team) => team.region === region));
  const headOf = new Map(regions.map(([region]) => [region, regionalHead(teams, region)]));
  const departments: SampleDepartment[] = [companyDepartment(people)];
  const users = people.demoPeople.map(demoUser);
  const taken = new Set(people.demoPeople.map((person) => person.zh));
  const demoAgents = bestAgents(maven);
  for (const [region, { key, zh }] of regions) {
    const head = headOf.get(region) ?? '';
    departments.push({ key, name: zh, nameEn: `${region} sales`, parentKey: COMPANY_KEY, headLogin: loginOf(head) });
    for (const [index, team] of teams.filter((candidate) => candidate.region === region).entries()) {
      const teamKey = `${key}-team-${index + 1}`;
      const nameEn = `${region} team ${index + 1}`;
      const headLogin = loginOf(team.managerName);
      const chinese = chineseName(people, headLogin, taken);
      departments.push({ key: teamKey, name: `${zh}${index + 1}组`, nameEn, parentKey: key, headLogin });
      users.push(manager(team, head, chinese, teamKey, key));
      for (const agent of team.agents) {
        users.push(
          salesAgent(agent, chineseName(people, loginOf(agent.name), taken), teamKey, demoAgents.has(agent.name)),
        );
      }
    }
  }
  departments.push(...people.departments.map(supportDepartment));
  return {
    departments,
    positions: people.positions.map(({ key, zh, en }) => ({ key, title: zh, titleEn: en })),
    users,
  };
}

function teamsOf(agents: MavenAgent[]): Team[] {
  const teams = new Map<string, Team>();
  for (const agent of agents) {
    const team = teams.get(agent.managerName) ?? { managerName: agent.managerName, region: agent.region, agents: [] };
    team.agents.push(agent);
    teams.set(agent.managerName, team);
  }
  return [...teams.values()];
}

function regionalHead(teams: Team[], region: string): string {
  const ranked = teams
    .filter((team) => team.region === region)
    .sort((a, b) => b.agents.length - a.agents.length || a.managerName.localeCompare(b.managerName, 'en'));
  return ranked[0]?.managerName ?? '';
}

/** The agent of each region who won most value: a demo account with something to look at. */
function bestAgents(maven: MavenData): Set<string> {
  const won = new Map<string, number>();
  for (const deal of maven.opportunities.filter(({ stage }) => stage === 'WON')) {
    won.set(deal.agentName, (won.get(deal.agentName) ?? 0) + Number(deal.closeValue));
  }
  const best = new Map<string, string>();
  for (const { name, region } of maven.agents) {
    const current = best.get(region);
    if (current === undefined || (won.get(name) ?? 0) > (won.get(current) ?? 0)) best.set(region, name);
  }
  return new Set(best.values());
}

function manager(team: Team, head: string, chinese: string, teamKey: string, regionKey: string): SampleUser {
  const isHead = team.managerName === head;
  const login = loginOf(team.managerName);
  return {
    login,
    displayName: team.managerName,
    chineseName: chinese,
    email: `${login}@${MAIL_DOMAIN}`,
    type: 'MANAGER',
    level: isHead ? 7 : 6,
    departmentKey: isHead ? regionKey : teamKey,
    positionKey: isHead ? 'regional-head' : 'team-head',
    managerLogin: isHead ? 'executive' : loginOf(head),
    roleCode: 'SALES_MANAGER',
    demo: isHead,
    origin: 'MAVEN',
    generatedFields: ['chineseName', 'email', 'level'],
  };
}

function salesAgent(agent: MavenAgent, chinese: string, teamKey: string, demo: boolean): SampleUser {
  const login = loginOf(agent.name);
  return {
    login,
    displayName: agent.name,
    chineseName: chinese,
    email: `${login}@${MAIL_DOMAIN}`,
    type: 'STAFF',
    level: 2,
    departmentKey: teamKey,
    positionKey: 'sales-agent',
    managerLogin: loginOf(agent.managerName),
    roleCode: 'SALES',
    demo,
    origin: 'MAVEN',
    generatedFields: ['chineseName', 'email', 'level'],
  };
}

function demoUser(person: DemoPerson): SampleUser {
  const { zh, en, ...rest } = person;
  return {
    ...rest,
    displayName: en,
    chineseName: zh,
    email: `${person.login}@${MAIL_DOMAIN}`,
    origin: 'GENERATED',
    generatedFields: ['displayName', 'chineseName', 'email', 'level', 'departmentKey', 'positionKey'],
  };
}

function companyDepartment(people: PeopleLists): SampleDepartment {
  const { zh, en } = people.company;
  return { key: COMPANY_KEY, name: zh, nameEn: en, parentKey: null, headLogin: 'executive' };
}

function supportDepartment(listed: PeopleLists['departments'][number]): SampleDepartment {
  const { key, zh, en, headLogin } = listed;
  return { key, name: zh, nameEn: en, parentKey: COMPANY_KEY, headLogin };
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/** A dirty value's replacement and the reason for it. */
export interface ValueMapping {
  to: string;
  why: string;
}

/** The mapping tables that stand beside the sales data. */
export interface MavenMappings {
  values: Record<string, Record<string, ValueMapping>>;
  sectors: Record<string, { code: string; zh: string; en: string }>;
  countries: Record<string, string>;
  stages: Record<string, string>;
  regions: Record<string, { key: string; zh: string }>;
}

/** Parts that generated companies are put together from. */
export interface CompanyParts {
  cities: { zh: string; code: string }[];
  tradeNames: string[];
  trades: { zh: string; short: string; industry: string }[];
  addedIndustries: { code: string; zh: string; en: string }[];
  sources: string[];
}

/** Names, titles and the people and departments that the sales data lacks. */
export interface PeopleLists {
  surnames: string[];
  givenNames: string[];
  contactTitles: { zh: string; buyingRole: string }[];
  company: { zh: string; en: string };
  departments: { key: string; zh: string; en: string; headLogin: string | null }[];
  positions: { key: string; zh: string; en: string }[];
  demoPeople: DemoPerson[];
}

/** A demo person as listed in people.json. */
export interface DemoPerson {
  login: string;
  zh: string;
  en: string;
  type: 'STAFF' | 'MANAGER' | 'EXECUTIVE' | 'ANALYST' | 'ADMINISTRATOR';
  level: number;
  departmentKey: string;
  positionKey: string;
  managerLogin: string | null;
  roleCode: 'SERVICE_AGENT' | 'SERVICE_HEAD' | 'EXECUTIVE' | 'ANALYST' | 'ADMINISTRATOR';
  demo: boolean;
}

/** What is said in interactions, by channel. */
export interface InteractionTexts {
  channels: { channel: string; subject: string; texts: string[] }[];
  followUps: { kind: string; note: string }[];
}

/** What service cases are about and how they are handled. */
export interface ServiceCaseTexts {
  channels: string[];
  kinds: { kind: string; cases: { subject: string; text: string }[] }[];
  steps: Record<'take' | 'handle' | 'forward' | 'close', string[]>;
}

/** Reads the files under the `samples` folder of the project; the folder is handed in, so that it works from source and from the build. */
export class SampleFiles {
  constructor(private readonly samplesDir: string) {}

  /** The rows of a CSV file as text by column; short or long rows are refused by the parser rather than dropped. */
  csv(path: string): Record<string, string>[] {
    return parse<Record<string, string>>(this.text(path), {
      columns: true,
      bom: true,
      trim: true,
      skip_empty_lines: true,
    });
  }

  /** The lines of a text file that are not blank. */
  lines(path: string): string[] {
    return this.text(path)
      .split('\n')
      .filter((line) => line.trim() !== '');
  }

  mappings(): MavenMappings {
    return this.json<MavenMappings>('maven-crm/mappings.json');
  }

  accountShortNames(): Record<string, string> {
    return this.json<Record<string, string>>('generated-texts/account-short-names.json');
  }

  companyParts(): CompanyParts {
    return this.json<CompanyParts>('generated-texts/company-parts.json');
  }

  people(): PeopleLists {
    return this.json<PeopleLists>('generated-texts/people.json');
  }

  interactionTexts(): InteractionTexts {
    return this.json<InteractionTexts>('generated-texts/interactions.json');
  }

  serviceCaseTexts(): ServiceCaseTexts {
    return this.json<ServiceCaseTexts>('generated-texts/service-cases.json');
  }

  private json<T>(path: string): T {
    return JSON.parse(this.text(path)) as T;
  }

  private text(path: string): string {
    return readFileSync(join(this.samplesDir, path), 'utf8');
  }
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allRules } from './all-rules.js';
import { medianLines } from './rules/size-budget.js';
import { readSources } from './source/read-sources.js';
import { violationText } from './source/rule.js';

const ROOT = process.cwd();
const FIXTURES = join(ROOT, 'test/architecture/fixtures');
const FOLDERS = ['src', 'test', 'scripts', 'bench', 'docs', 'examples', 'samples', 'ormconfig.ts', 'README.md'];

const repository = readSources(ROOT, FOLDERS);

describe.each(allRules)('rule $name', (rule) => {
  it('holds for the whole repository', () => {
    expect(rule.check(repository).map(violationText)).toEqual([]);
  });

  it('fails on its fixture with exactly the messages named there', () => {
    const folder = join(FIXTURES, rule.name);
    const expected = readFileSync(join(folder, 'expected.txt'), 'utf8').trim().split('\n');
    const found = rule.check(readSources(folder, FOLDERS)).map(violationText);
    expect(expected.length).toBeGreaterThan(0);
    expect(found.sort()).toEqual(expected.sort());
  });
});

it('every rule file has its rule in the list and its fixture folder, and no fixture stands without a rule', () => {
  const names = allRules.map((rule) => rule.name).sort();
  const ruleFiles = readdirSync(join(ROOT, 'test/architecture/rules')).map((file) => file.replace(/\.ts$/, ''));
  const fixtures = readdirSync(FIXTURES).filter((name) => name !== 'schema');
  expect(ruleFiles.sort()).toEqual(names);
  expect(fixtures.sort()).toEqual(names);
  expect(names.filter((name) => !existsSync(join(FIXTURES, name, 'expected.txt')))).toEqual([]);
});

it('reads the repository, not an empty folder', () => {
  const sources = repository.filter((file) => file.path.startsWith('src/') && file.tree !== null);
  process.stdout.write(`architecture: ${sources.length} files in src, median ${medianLines(repository)} lines\n`);
  expect(sources.length).toBeGreaterThan(10);
});

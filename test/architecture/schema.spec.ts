import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildASTSchema, validateSchema, type DocumentNode } from 'graphql';
import { allSchemaRules } from './schema/all-schema-rules.js';
import { parseSchema, ROOTS, rootFields } from './schema/schema-rule.js';

const SCHEMA = join(process.cwd(), 'schema.graphql');
const FIXTURES = join(process.cwd(), 'test/architecture/fixtures/schema');

function committedSchema(): DocumentNode {
  if (!existsSync(SCHEMA)) throw new Error('schema.graphql is missing: build the schema once and commit the file');
  return parseSchema(readFileSync(SCHEMA, 'utf8'));
}

describe.each(allSchemaRules)('schema rule $name', (rule) => {
  it('holds for schema.graphql', () => {
    expect(rule.check(committedSchema())).toEqual([]);
  });

  it('fails on its fixture with exactly the messages named there', () => {
    const text = readFileSync(join(FIXTURES, `${rule.name}.graphql`), 'utf8');
    const expected = [...text.matchAll(/^# expect: (.+)$/gm)].map((match) => String(match[1]));
    expect(expected.length).toBeGreaterThan(0);
    expect(rule.check(parseSchema(text)).sort()).toEqual(expected.sort());
  });
});

it('every schema rule has its fixture, and no fixture stands without a rule', () => {
  const names = allSchemaRules.map((rule) => `${rule.name}.graphql`);
  expect(readdirSync(FIXTURES).sort()).toEqual(names.sort());
});

it('schema.graphql is a valid schema; its counts', () => {
  const document = committedSchema();
  expect(validateSchema(buildASTSchema(document))).toEqual([]);
  const counts = ROOTS.map((root) => `${rootFields(document, root).length} ${root}`.toLowerCase());
  process.stdout.write(`schema.graphql: ${document.definitions.length} types, ${counts.join(', ')} fields\n`);
  for (const root of ROOTS) expect(rootFields(document, root).length).toBeGreaterThan(0);
});

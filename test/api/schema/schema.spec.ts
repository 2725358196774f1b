import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { control } from '../../support/server.js';

/** `npm run schema` sets it: the file is written anew instead of compared. */
const WRITE = process.env['WRITE_SCHEMA'] === '1';

test('schema.graphql is what the server serves', async () => {
  const served = `# Made by "npm run schema". Do not edit.\n\n${await control<string>('schema')}\n`;
  if (WRITE) writeFileSync('schema.graphql', served);
  expect(readFileSync('schema.graphql', 'utf8')).toBe(served);
});

import { posix } from 'node:path';
import { moduleNames } from '../source/places.js';
import type { Rule, Violation } from '../source/rule.js';
import type { SourceFile } from '../source/source-file.js';

const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const SPELT_BY_CUSTOM = ['README.md', 'SOURCE.md', 'LICENSE', 'LICENSE.md'];
const SAYS_NOTHING = ['utils', 'util', 'helpers', 'helper', 'common', 'base', 'misc'];
const MIGRATION = /^\d{8}(-\d{2,6})?-([a-z]+)(-[a-z0-9]+)*\.ts$/;

/**
 * Names are kebab-case and say what the thing is. "manager" is refused as the last word only: a person's manager is a word of
 * the business (`notify-manager-on-…`). A use case is verb-noun, a reaction says what and when, a migration starts with date and module.
 */
export const fileNames: Rule = {
  name: 'file-names',
  check: (files) => {
    const owners = ['kernel', ...moduleNames(files)];
    return files
      .filter((file) => /^(src|test|scripts|bench)\//.test(file.path))
      .flatMap((file) => [...spelling(file), ...words(file), ...roles(file, owners)]);
  },
};

function spelling({ path }: SourceFile): Violation[] {
  const odd = path.split('/').filter((part) => !KEBAB.test(part) && !SPELT_BY_CUSTOM.includes(part));
  return odd.map((part) => ({ path, line: 0, message: `"${part}" is not kebab-case` }));
}

function words({ path }: SourceFile): Violation[] {
  return path.split('/').flatMap((part) => {
    const stem = String(part.split('.')[0]).split('-');
    const empty = part.split(/[-.]/).find((word) => SAYS_NOTHING.includes(word));
    const word =
      empty ??
      (['manager', 'managers'].includes(String(stem.at(-1))) && path.startsWith('src/') ? stem.at(-1) : undefined);
    return word ? [{ path, line: 0, message: `"${word}" names nothing; name the thing` }] : [];
  });
}

function roles({ path }: SourceFile, owners: readonly string[]): Violation[] {
  const name = posix.basename(path);
  const stem = name.replace(/(\.spec)?\.ts$/, '');
  const refuse = (message: string): Violation[] => [{ path, line: 0, message }];
  if (/\/use-cases\//.test(path) && !stem.includes('-')) return refuse('a use case is named verb-noun');
  if (/\/reactions\//.test(path) && stem.split('-').length < 3)
    return refuse('a reaction is named by what it does and when');
  if (!path.startsWith('src/migrations/') || name === 'index.ts' || name.endsWith('.spec.ts')) return [];
  const owner = MIGRATION.exec(name)?.[2];
  return owner && owners.includes(owner) ? [] : refuse('a migration is named date-module-change');
}

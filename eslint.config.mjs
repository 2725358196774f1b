import { defineConfig } from 'eslint/config';
import { builtinRules } from 'eslint/use-at-your-own-risk';
import tseslint from 'typescript-eslint';

/** ESLint's own recommended set, read from the installed version. */
const recommended = Object.fromEntries(
  [...builtinRules].filter(([, rule]) => rule.meta.docs?.recommended).map(([name]) => [name, 'error']),
);

const nodeGlobals = Object.fromEntries(
  [
    ...['AbortController', 'AbortSignal', 'Buffer', 'clearInterval', 'clearTimeout', 'console', 'crypto', 'fetch'],
    ...['global', 'performance', 'process', 'queueMicrotask', 'setImmediate', 'setInterval', 'setTimeout'],
    ...['structuredClone', 'TextDecoder', 'TextEncoder', 'URL', 'URLSearchParams', 'WebSocket'],
  ].map((name) => [name, 'readonly']),
);

const noDefaultExport = { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' };
const noEnvironment = {
  selector: 'MemberExpression[object.name="process"][property.name="env"]',
  message: 'The environment is read in kernel/runtime only.',
};

const sizes = {
  'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: false, skipComments: false }],
  'max-params': ['error', { max: 7 }],
};

const plainRules = { eqeqeq: ['error', 'always'], 'no-var': 'error', 'prefer-const': 'error' };

const typedRules = {
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-for-in-array': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
  ],
  '@typescript-eslint/only-throw-error': 'error',
  '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
};

/**
 * `consistent-type-imports` stays off: Nest reads constructor types from emitted decorator metadata, which a
 * type-only import would erase.
 */
export default defineConfig(
  {
    ignores: ['dist/', 'coverage/', '.data/', '.test-data/', 'test/architecture/fixtures/', 'examples/**/generated.ts'],
  },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.mjs'],
    languageOptions: { ecmaVersion: 'latest', sourceType: 'module', globals: nodeGlobals },
    rules: { ...recommended, ...plainRules, ...sizes },
  },
  {
    files: ['src/**/*.ts', 'test/**/*.ts', 'ormconfig.ts'],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...plainRules,
      ...sizes,
      ...typedRules,
      'no-restricted-syntax': ['error', noDefaultExport],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/kernel/runtime/**'],
    rules: { 'no-restricted-syntax': ['error', noDefaultExport, noEnvironment] },
  },
  { files: ['src/**/*.ts'], ignores: ['src/cli.ts', 'src/cli/**', 'src/main.ts'], rules: { 'no-console': 'error' } },
  { files: ['ormconfig.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['**/*.spec.ts', 'test/**/*.ts'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['examples/**/*.ts'], extends: [tseslint.configs.recommended], rules: { ...plainRules, ...sizes } },
);

import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { MutatedBuild } from './mutants/mutated-build.js';

test('every mutant finds its place in the build', () => {
  const build = MutatedBuild.make(join(process.cwd(), 'dist'));
  build.remove();
  expect(build.dist).toContain('guanxi-mutants-');
});

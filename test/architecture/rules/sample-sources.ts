import type { Rule } from '../source/rule.js';

/** Data that came from elsewhere says where from and under which licence. */
export const sampleSources: Rule = {
  name: 'sample-sources',
  check: (files) => {
    const folders = files.flatMap((file) => /^samples\/[^/]+(?=\/)/.exec(file.path)?.[0] ?? []);
    return [...new Set(folders)]
      .filter((folder) => !files.some((file) => file.path === `${folder}/SOURCE.md`))
      .map((folder) => ({ path: folder, line: 0, message: 'has no SOURCE.md' }));
  },
};

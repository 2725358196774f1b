/** Unit and architecture specs need no server; API specs get one running server per worker (test/support). */
const shared = {
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        module: { type: 'es6' },
        jsc: {
          target: 'es2022',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
      },
    ],
  },
  testEnvironment: 'node',
};

export default {
  workerIdleMemoryLimit: '700MB',
  testTimeout: 30_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      roots: ['<rootDir>/src'],
      testMatch: ['**/*.spec.ts'],
      setupFiles: ['reflect-metadata'],
    },
    { ...shared, displayName: 'architecture', roots: ['<rootDir>/test/architecture'], testMatch: ['**/*.spec.ts'] },
    {
      ...shared,
      displayName: 'kernel',
      roots: ['<rootDir>/test/kernel'],
      testMatch: ['**/*.spec.ts'],
      setupFiles: ['reflect-metadata'],
    },
    { ...shared, displayName: 'authz', roots: ['<rootDir>/test/authz'], testMatch: ['**/*.spec.ts'] },
    { ...shared, displayName: 'attack', roots: ['<rootDir>/test/attack'], testMatch: ['**/*.spec.ts'] },
    { ...shared, displayName: 'chaos', roots: ['<rootDir>/test/chaos'], testMatch: ['**/*.spec.ts'] },
    {
      ...shared,
      displayName: 'api',
      roots: ['<rootDir>/test/api'],
      testMatch: ['**/*.spec.ts'],
      globalSetup: '<rootDir>/test/support/start-servers.mjs',
      globalTeardown: '<rootDir>/test/support/stop-servers.mjs',
    },
  ],
};

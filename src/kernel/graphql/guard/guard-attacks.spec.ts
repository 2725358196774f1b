import { execFileSync } from 'node:child_process';
import { fixtureSchema } from './fixture-schema.js';
import { guardDocument } from './guard-document.js';
import { ATTACKS, LARGE_DOCUMENTS } from './hostile-documents.js';
import type { GuardDuration } from './measure-guard.js';

const schema = fixtureSchema();

describe.each([true, false])('attacks, signed in: %s', (signedIn) => {
  it.each(ATTACKS)('%s', (_name, source, measure) => {
    const verdict = guardDocument({ source, schema, signedIn });
    const measures = verdict.ok ? [] : verdict.errors.map((error) => error.extensions['measure'] ?? null);
    // Who is not signed in is not told what a document of closed fields would cost.
    expect(measures).toContain(measure === 'cost' && !signedIn ? null : measure);
  });
});

describe('large documents within the limits', () => {
  it.each(LARGE_DOCUMENTS)('%s', (_name, source) => {
    expect(guardDocument({ source, schema, signedIn: true })).toMatchObject({ ok: true });
  });
});

describe('the time to decide', () => {
  it('is never longer than graphql-js takes to validate an ordinary large document', () => {
    // In a process of its own: inside the test runner's context every global costs several times more.
    const script = ['--import', '@swc-node/register/esm-register', 'src/kernel/graphql/guard/measure-guard.ts'];
    const durations = JSON.parse(execFileSync(process.execPath, script, { encoding: 'utf8' })) as GuardDuration[];
    const ratio = ({ quickest, floor }: GuardDuration): number => quickest / floor;
    const slowest = durations.reduce((one, other) => (ratio(other) > ratio(one) ? other : one));
    process.stdout.write(
      `${durations.length} documents, slowest ${slowest.quickest.toFixed(2)} ms, ${ratio(slowest).toFixed(2)} of the floor: ${slowest.name}\n`,
    );
    expect(durations.filter((duration) => ratio(duration) > 1)).toEqual([]);
  });
});

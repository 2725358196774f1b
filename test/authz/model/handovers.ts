import { type Row, rowsOf, type Value } from '../world/rows.js';
import { source } from './asked.js';
import { preview, type PreviewInput } from './handover-preview.js';
import type { Resolvers } from './resolver.js';

interface Share {
  readonly personId: string;
}

/** What hand-overs show beside their columns. */
export const HANDOVERS: Resolvers = {
  'Query.handoverPreview': (_from, args, asked) => preview(asked, (args as unknown as { input: PreviewInput }).input),
  'HandoverShare.person': (from, _args, { sight }) => {
    const person = sight.one('Person', (from as unknown as Share).personId);
    return person && source('Person', person);
  },
  'Handover.keptRecords': ({ id }, _args, { sight }) =>
    rowsOf(sight.oracle.world, 'HandoverKept')
      .filter((one) => one['run_id'] === id)
      .map(keptRecord),
};

function keptRecord(one: Row): Record<string, Value> {
  return { kind: one['kind']!, recordId: one['record_id']!, reason: one['undone']! };
}

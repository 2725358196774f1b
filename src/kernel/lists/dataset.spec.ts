import { expect, test } from '@jest/globals';
import { type Dataset, defineDataset, knownDatasets } from './dataset.js';

const LABEL = { zh: '名称', en: 'Name' };
const CLIENT = { kind: 'client', table: 'client', owner: 'owner_id', department: 'department_id' };

function dataset(change: Partial<Dataset>): Dataset {
  return {
    name: 'deals',
    view: 'fact_deal',
    readable: { kind: 'deal', table: 'deal', owner: 'owner_id', department: 'department_id' },
    reportAction: 'deal.report',
    label: LABEL,
    dimensions: { region: { column: 'region', type: 'text', label: LABEL } },
    measures: { count: { aggregate: { kind: 'count' }, type: 'int', label: LABEL } },
    ...change,
  };
}

test.each<[string, Partial<Dataset>]>([
  ['a view that is no identifier', { view: 'fact_deal; --' }],
  ['a column that is no identifier', { dimensions: { region: { column: 'a b', type: 'text', label: LABEL } } }],
  [
    'a reference that is no identifier',
    {
      dimensions: {
        owner: {
          column: 'owner_id',
          type: 'id',
          label: LABEL,
          reference: { kind: 'person', table: 'person p', name: 'name' },
        },
      },
    },
  ],
  ['a name for both parts', { measures: { region: { aggregate: { kind: 'count' }, type: 'int', label: LABEL } } }],
  ['an action of another kind', { reportAction: 'customer.report' }],
  ['a borrowed column that nothing shows', { borrowed: [{ from: CLIENT, key: 'client_id', columns: ['tier'] }] }],
  ['a key that is no identifier', { borrowed: [{ from: CLIENT, key: 'client id', columns: ['region'] }] }],
  ['an enum without values', { dimensions: { state: { column: 'state', type: 'enum', label: LABEL } } }],
  [
    'a ratio of what is not there',
    { measures: { rate: { aggregate: { kind: 'ratio', of: 'a', to: 'b' }, type: 'float', label: LABEL } } },
  ],
])('%s stops the boot', (_name, change) => {
  expect(() => defineDataset(dataset(change))).toThrow('Dataset deals');
});

test('a dataset is defined once', () => {
  defineDataset(dataset({}));
  expect([...knownDatasets().keys()]).toEqual(['deals']);
  expect(() => defineDataset(dataset({}))).toThrow('twice');
});

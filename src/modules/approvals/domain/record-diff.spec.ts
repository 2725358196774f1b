import { fieldChanges, fieldTexts } from './record-diff.js';

const SNAPSHOT = { name: '测试客户', ownerId: '3', employees: 20, tags: ['a'], phone: null };

it('shows the snapshot as text', () => {
  expect(fieldTexts(SNAPSHOT)).toEqual([
    { field: 'name', value: '测试客户' },
    { field: 'ownerId', value: '3' },
    { field: 'employees', value: '20' },
    { field: 'tags', value: '["a"]' },
    { field: 'phone', value: null },
  ]);
});

it.each([
  ['nothing asked', {}, []],
  ['another value', { ownerId: '5' }, [{ field: 'ownerId', before: '3', after: '5' }]],
  ['the same value', { ownerId: '3', employees: '20' }, []],
  ['a value for an empty field', { phone: '138' }, [{ field: 'phone', before: null, after: '138' }]],
  ['an emptied field', { name: null }, [{ field: 'name', before: '测试客户', after: null }]],
  ['what is no field of the record', { reason: 'left' }, []],
])('changes: %s', (_name, payload, expected) => {
  expect(fieldChanges(SNAPSHOT, payload)).toEqual(expected);
});

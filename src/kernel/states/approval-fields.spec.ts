import { approvalFields, defineApprovalFields, OWNER_FIELD } from './approval-fields.js';

const LABEL = { zh: '名称', en: 'Name' };

it('knows the fields of a kind, none of another', () => {
  defineApprovalFields('thing', { name: { label: LABEL }, ownerId: OWNER_FIELD });
  expect(Object.keys(approvalFields('thing'))).toEqual(['name', 'ownerId']);
  expect(approvalFields('other')).toEqual({});
  expect(() => defineApprovalFields('thing', {})).toThrow('twice');
});

it.each([
  ['table', { table: 'person p', key: 'id', name: 'name', kind: null }],
  ['name', { table: 'person', key: 'id', name: 'name--', kind: null }],
  ['name of one language', { table: 'stage', key: 'code', name: { zh: 'name_zh', en: 'n?' }, kind: null }],
] as const)('a %s that is no identifier stops the boot, also within a list', (_part, named) => {
  const field = { label: LABEL, named };
  expect(() => defineApprovalFields('odd', { field })).toThrow('no identifier');
  expect(() => defineApprovalFields('odd', { list: { label: LABEL, items: { field } } })).toThrow('no identifier');
});

import { expect, test } from '@jest/globals';
import { mayPerform } from './performer.js';

const service = { departmentId: '10', roleCode: null };
const technicians = { departmentId: null, roleCode: 'technician' };

test.each([
  ['a member of the department', service, { personId: '1', departmentId: '10' }, '9', [], true],
  ['the head of the department, who stands elsewhere', service, { personId: '9', departmentId: '20' }, '9', [], true],
  ['somebody of another department', service, { personId: '1', departmentId: '20' }, '9', [], false],
  ['a department without a head', service, { personId: '1', departmentId: '20' }, null, [], false],
  ['a holder of the role', technicians, { personId: '1', departmentId: '20' }, null, ['2', '1'], true],
  ['somebody without the role', technicians, { personId: '1', departmentId: '10' }, null, ['2'], false],
  ['a role that nobody holds', technicians, { personId: '1', departmentId: '10' }, null, [], false],
])('%s', (_who, performer, candidate, head, holders, may) => {
  expect(mayPerform(candidate, performer, head, holders)).toBe(may);
});

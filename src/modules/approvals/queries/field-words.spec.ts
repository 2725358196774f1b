import { defineReadable } from '../../../kernel/access/readable.js';
import { EVERYTHING, type Viewer } from '../../../kernel/access/viewer.js';
import type { Database } from '../../../kernel/database/database.js';
import { defineEnum } from '../../../kernel/runtime/labels.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { defineApprovalFields, OWNER_FIELD } from '../../../kernel/states/approval-fields.js';
import { FieldWords } from './field-words.js';

defineReadable({ kind: 'person', table: 'person', owner: 'id', department: 'department_id' });
defineEnum('SpecTier', 'Tier.', { GOLD: { zh: '金牌', en: 'Gold' } });
defineApprovalFields('spec', {
  ownerId: OWNER_FIELD,
  ownerIds: OWNER_FIELD,
  tier: { label: { zh: '等级', en: 'Tier' }, enumName: 'SpecTier' },
  discount: { label: { zh: '折扣', en: 'Discount' }, share: true },
  secret: {
    label: { zh: '秘密', en: 'Secret' },
    named: { table: 'secret', key: 'id', name: 'name', kind: 'no such kind' },
  },
  lines: {
    label: { zh: '明细', en: 'Lines' },
    items: { tier: { label: { zh: '等级', en: 'Tier' }, enumName: 'SpecTier' } },
  },
});

const sent: string[] = [];
const words = new FieldWords({
  rows: (text: string, params: readonly string[]) => {
    sent.push(text);
    const rows = params.filter((id) => id !== '9').map((id) => ({ named: id, zh: `人${id}`, en: `P${id}` }));
    return Promise.resolve(text.includes('1=0') ? [] : rows);
  },
} as unknown as Database);

/** May read everybody's name. */
const READER = { scopes: new Map([['person.read', EVERYTHING]]), fieldRules: new Map() };

function scope(locale: 'en' | 'zh-CN', viewer: object | null = READER): RequestScope {
  return { locale, viewer: viewer as Viewer | null, loaders: new Map() } as unknown as RequestScope;
}

it.each<[string, unknown, string | null, string | null]>([
  ['ownerId', '7', 'P7', '人7'],
  ['ownerId', '9', null, null],
  ['ownerId', 'no id', null, null],
  ['ownerId', null, null, null],
  ['ownerIds', ['7', '9'], 'P7, –', '人7、–'],
  ['ownerIds', [], '', ''],
  ['secret', '7', null, null],
  ['tier', 'GOLD', 'Gold', '金牌'],
  ['tier', 'OTHER', 'OTHER', 'OTHER'],
  ['discount', '0.125', '12.5%', '12.5%'],
  ['lines', [{ tier: 'GOLD', more: null }, 'x'], 'Tier: Gold, more: –; x', '等级：金牌，more：–；x'],
  ['lines', [], '', ''],
  ['unknown', { a: 1 }, '{"a":1}', '{"a":1}'],
  ['constructor', 3, '3', '3'],
])('%s %j', async (field, value, en, zh) => {
  expect(await words.text(scope('en'), 'spec', field, value)).toBe(en);
  expect(await words.text(scope('zh-CN'), 'spec', field, value)).toBe(zh);
});

it('labels what is known, and names the rest plainly', () => {
  expect(words.label(scope('zh-CN'), 'spec', 'tier')).toBe('等级');
  expect([words.label(scope('en'), 'spec', 'toString'), words.label(scope('en'), 'none', 'tier')]).toEqual([
    ...['toString', 'tier'],
  ]);
});

it('asks once for all names of an operation, and nothing for nobody', async () => {
  sent.length = 0;
  const one = scope('en');
  const asked = ['7', '8', '7'].map((id) => words.text(one, 'spec', 'ownerId', id));
  expect(await Promise.all(asked)).toEqual(['P7', 'P8', 'P7']);
  expect(sent).toHaveLength(1);
  expect(await words.text(scope('en', null), 'spec', 'ownerId', '7')).toBeNull();
  expect(sent).toHaveLength(1);
});

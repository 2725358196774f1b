import { plainText } from '../../../kernel/runtime/plain-text.js';
import type { ImportKindName } from './import-enums.js';

/** Column → what else its head may say; the first is the name that messages show. */
type Columns = Readonly<Record<string, readonly [string, ...string[]]>>;

/** Columns that a file of customers may have; `tags` are separated by `;`, `effective_at` is the day or moment since when the record holds. */
const CUSTOMER_COLUMNS: Columns = {
  name: ['客户名称', '名称', '公司名称', '企业名称', '单位名称', '公司', '客户'],
  short_name: ['简称', '客户简称', '公司简称', '企业简称'],
  parent_name: ['上级单位', '上级公司', '上级客户', '上级', '母公司', '所属集团'],
  kind: ['客户类型', '类型'],
  industry: ['行业', '所属行业'],
  founded_year: ['成立年份', '成立年'],
  annual_revenue: ['年营业额', '营业额', '年收入', '年营收', '年销售额'],
  currency: ['币种', '货币'],
  employees: ['员工人数', '员工数', '人数'],
  country: ['国家', '国家/地区', '国家地区'],
  province: ['省', '省份', '所在省', '省/直辖市', '省/自治区/直辖市'],
  city: ['市', '城市', '所在城市', '所在市'],
  address: ['地址', '详细地址', '公司地址', '通讯地址', '联系地址'],
  phone: ['电话', '联系电话', '公司电话', '电话号码', '总机'],
  website: ['网址', '网站', '官网', '公司网址', '公司网站'],
  source: ['来源', '客户来源'],
  tags: ['标签', '客户标签'],
  owner_login: ['负责人', '负责人账号', '负责人登录名', '客户负责人'],
  external_key: ['客户编号', '外部编号', '客户编码', '客户代码', '编号', '编码'],
  credit_code: ['统一社会信用代码', '社会信用代码', '信用代码', '统一信用代码'],
  tier: ['客户等级', '等级', '客户级别', '级别'],
  lifecycle: ['客户状态', '状态', '客户阶段', '生命周期'],
  effective_at: ['生效日期', '建档日期', '创建日期'],
};

/** Columns that a file of contacts may have. */
const CONTACT_COLUMNS: Columns = {
  customer_external_key: ['客户编号', '客户外部编号', '客户编码', '客户代码', '所属客户编号'],
  name: ['姓名', '联系人', '联系人姓名', '名字'],
  title: ['职务', '职位', '头衔', '职称'],
  phone: ['手机', '手机号', '手机号码', '电话', '联系电话', '电话号码'],
  email: ['邮箱', '电子邮箱', '电子邮件', '邮箱地址', '邮件', 'e-mail', 'mail'],
  birthday: ['生日', '出生日期'],
  buying_role: ['决策角色', '采购角色', '角色'],
  relationship_level: ['关系等级', '关系程度', '关系'],
  notes: ['备注', '说明'],
  external_key: ['联系人编号', '外部编号', '联系人编码', '编号', '编码'],
  effective_at: ['生效日期', '建档日期', '创建日期'],
};

const COLUMNS: Readonly<Record<ImportKindName, Columns>> = { CUSTOMERS: CUSTOMER_COLUMNS, CONTACTS: CONTACT_COLUMNS };

/** The columns of each kind of file, and those without which it makes no sense. */
export const IMPORT_COLUMNS: Readonly<
  Record<ImportKindName, { readonly known: readonly string[]; readonly required: readonly string[] }>
> = {
  CUSTOMERS: { known: Object.keys(CUSTOMER_COLUMNS), required: ['name'] },
  CONTACTS: { known: Object.keys(CONTACT_COLUMNS), required: ['customer_external_key', 'name'] },
};

/** Rows that one file may have. */
export const MOST_ROWS = 100_000;
/** Columns that one file may have: more than any register exports, few enough to be worked on. */
export const MOST_COLUMNS = 200;

const NAMES = new Map(
  Object.entries(COLUMNS).map(([kind, columns]) => [
    kind,
    new Map(
      Object.entries(columns).flatMap(([column, others]) => [column, ...others].map((name) => [name, column] as const)),
    ),
  ]),
);

const LONGEST_HEAD = 200;

/** The head of a column as it stands in the file, without quotes, and the stars that templates put at what must be filled in. */
export function headText(cell: string): string {
  const inside = plainText(cell.slice(0, LONGEST_HEAD)).text.replace(/^"|"$/g, '');
  return plainText(inside.replace(/^[*＊]+|[*＊]+$/g, '')).text;
}

/** The column that a head names, in English or Chinese; null: none that is known. */
export function columnOf(kind: ImportKindName, head: string): string | null {
  const name = head.toLowerCase();
  const names = NAMES.get(kind);
  return names?.get(name) ?? names?.get(name.replace(/[\s-]+/g, '_')) ?? null;
}

/** Where the column's values come to stand: table and column of the record, or of the one that a cell names. */
export function placeOf(kind: ImportKindName, column: string): readonly [table: string, column: string] {
  return [kind === 'CUSTOMERS' ? 'customer' : 'contact', column === 'parent_name' ? 'name' : column];
}

/** Columns as messages name them, such as `name 客户名称`. */
export function shownColumns(kind: ImportKindName, columns: readonly string[]): string {
  return columns.map((column) => `${column} ${COLUMNS[kind][column]?.[0] ?? ''}`.trim()).join(', ');
}

/** What people call the facts of a customer. */
export const CUSTOMER_FIELDS = {
  name: { zh: '客户名称', en: 'Name' },
  shortName: { zh: '简称', en: 'Short name' },
  kind: { zh: '客户类型', en: 'Kind' },
  creditCode: { zh: '统一社会信用代码', en: 'Credit code' },
  industry: { zh: '行业', en: 'Industry' },
  foundedYear: { zh: '成立年份', en: 'Founded in' },
  employees: { zh: '员工人数', en: 'Employees' },
  annualRevenue: { zh: '年营业额', en: 'Revenue of a year' },
  revenueCurrency: { zh: '营业额币种', en: 'Currency of the revenue' },
  country: { zh: '国家', en: 'Country' },
  province: { zh: '省份', en: 'Province' },
  city: { zh: '城市', en: 'City' },
  address: { zh: '地址', en: 'Address' },
  phone: { zh: '电话', en: 'Phone' },
  website: { zh: '网址', en: 'Web address' },
  source: { zh: '来源', en: 'Source' },
  tags: { zh: '标签', en: 'Tags' },
  parentId: { zh: '上级客户', en: 'Parent company' },
  tier: { zh: '客户等级', en: 'Tier' },
  lifecycle: { zh: '生命周期', en: 'Lifecycle' },
  preferences: { zh: '偏好', en: 'Preferences' },
  taboos: { zh: '禁忌', en: 'Taboos' },
};

/** What people call the facts of a contact. */
export const CONTACT_FIELDS = {
  name: { zh: '联系人姓名', en: 'Name' },
  title: { zh: '职务', en: 'Title' },
  phone: { zh: '电话', en: 'Phone' },
  email: { zh: '邮箱', en: 'Mail address' },
  birthday: { zh: '生日', en: 'Birthday' },
  buyingRole: { zh: '采购角色', en: 'Buying role' },
  relationshipLevel: { zh: '关系程度', en: 'Relationship' },
  doNotContact: { zh: '请勿联系', en: 'Do not contact' },
  notes: { zh: '备注', en: 'Notes' },
};

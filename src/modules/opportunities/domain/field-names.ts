/** What people call the facts of a deal that its form changes. */
export const OPPORTUNITY_FIELDS = {
  name: { zh: '商机名称', en: 'Name' },
  customerId: { zh: '客户', en: 'Customer' },
  amount: { zh: '金额', en: 'Amount' },
  currency: { zh: '币种', en: 'Currency' },
  expectedCloseOn: { zh: '预计成交日', en: 'Expected closing day' },
  nextStep: { zh: '下一步', en: 'Next step' },
};

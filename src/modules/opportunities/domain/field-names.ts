/** What people call the facts of a deal that its form changes. */
export const OPPORTUNITY_FIELDS = {
  name: { zh: '商机名称', en: 'Name' },
  customerId: { zh: '客户', en: 'Customer' },
  amount: { zh: '金额', en: 'Amount' },
  currency: { zh: '币种', en: 'Currency' },
  expectedCloseOn: { zh: '预计成交日', en: 'Expected closing day' },
  nextStep: { zh: '下一步', en: 'Next step' },
};

/** The lines of a deal, as its form takes them. */
export const OPPORTUNITY_LINES_RESTORED = {
  field: 'lines',
  label: { zh: '产品明细', en: 'Lines' },
  table: 'opportunity_line',
  key: 'opportunity_id',
  order: 'position',
  columns: { productId: 'product_id', quantity: 'quantity', unitPrice: 'unit_price' },
  sum: 'amount',
};

/** What the form computes from what it takes. */
export const OPPORTUNITY_FIELDS_THAT_FOLLOW = {
  customerId: ['customerName'],
  amount: ['baseAmount', 'listAmount'],
  currency: ['baseAmount', 'listAmount'],
  lines: ['amount', 'baseAmount', 'listAmount'],
};

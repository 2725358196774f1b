import { defineApprovalFields } from '../../../kernel/states/approval-fields.js';

const AMOUNT = { label: { zh: '金额', en: 'Amount' } };
const DISCOUNT = { label: { zh: '折扣', en: 'Discount' }, share: true };

/** How approvers read what is asked about a deal. */
defineApprovalFields('opportunity', {
  name: { label: { zh: '机会名称', en: 'Opportunity' } },
  customerName: { label: { zh: '客户名称', en: 'Customer' } },
  stageCode: {
    label: { zh: '阶段', en: 'Stage' },
    named: { table: 'stage', key: 'code', name: { zh: 'name_zh', en: 'name_en' }, kind: null },
  },
  amount: AMOUNT,
  currency: { label: { zh: '币种', en: 'Currency' } },
  baseAmount: { label: { zh: '金额（本位币）', en: 'Amount in the company’s currency' } },
  listAmount: { label: { zh: '目录价金额', en: 'Amount at list prices' } },
  discount: DISCOUNT,
  lines: {
    label: { zh: '产品明细', en: 'Lines' },
    items: {
      productId: {
        label: { zh: '产品', en: 'Product' },
        named: { table: 'product', key: 'id', name: 'name', kind: 'product' },
      },
      quantity: { label: { zh: '数量', en: 'Quantity' } },
      unitPrice: { label: { zh: '单价', en: 'Unit price' } },
      listPrice: { label: { zh: '目录价', en: 'List price' } },
      amount: AMOUNT,
      discount: DISCOUNT,
    },
  },
});

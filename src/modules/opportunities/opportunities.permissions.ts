import { defineActions } from '../../kernel/access/actions.js';
import { protectCopies, protectFields } from '../../kernel/access/protected-fields.js';
import { defineReadable } from '../../kernel/access/readable.js';
import { CUSTOMER } from '../customers/index.js';

defineActions('opportunity', {
  read: { zh: '查看销售机会', en: 'See opportunities' },
  create: { zh: '新建销售机会', en: 'Add opportunities' },
  edit: { zh: '修改销售机会', en: 'Edit opportunities' },
  advance: { zh: '推进、赢单、输单、重开销售机会', en: 'Advance, win, lose and reopen opportunities' },
  assign: { zh: '转移销售机会', en: 'Transfer opportunities' },
  report: { zh: '统计销售机会', en: 'Report on opportunities' },
  reveal: { zh: '查看销售机会的脱敏数据', en: 'Reveal masked values of opportunities' },
});
defineActions('product', {
  read: { zh: '查看产品', en: 'See products' },
  edit: { zh: '维护产品与价格', en: 'Edit products and prices' },
});
defineActions('exchangeRate', {
  read: { zh: '查看汇率', en: 'See exchange rates' },
  edit: { zh: '维护汇率', en: 'Edit exchange rates' },
});

export const OPPORTUNITY = defineReadable({
  kind: 'opportunity',
  table: 'opportunity',
  owner: 'owner_id',
  department: 'department_id',
  through: { parent: CUSTOMER, key: 'customer_id' },
});

/** Lines are seen with their opportunity, by the same action. */
export const OPPORTUNITY_LINE = {
  kind: 'opportunity',
  table: 'opportunity_line',
  parent: OPPORTUNITY,
  parentKey: 'opportunity_id',
};

/** The stage history is seen with its opportunity, by the same action. */
export const STAGE_ENTRY = {
  ...OPPORTUNITY_LINE,
  table: 'stage_entry',
  past: {
    began: 'entered_at',
    ended: 'left_at',
    columns: [
      ...['id', 'version', 'deleted_at', 'opportunity_id', 'stage_model_id', 'stage_code', 'stage_kind'],
      ...['entered_at', 'entered_on', 'actor_id'],
    ],
  },
};

/** Products belong to nobody: whoever may see products on every row sees them all. */
export const PRODUCT = defineReadable({
  kind: 'product',
  table: 'product',
  owner: 'created_by',
  department: 'created_by',
});

/** Prices are seen with their product, by the same action. */
export const PRODUCT_PRICE = { kind: 'product', table: 'product_price', parent: PRODUCT, parentKey: 'product_id' };

/** Exchange rates belong to nobody, like products. */
export const EXCHANGE_RATE = defineReadable({
  kind: 'exchangeRate',
  table: 'exchange_rate',
  owner: 'created_by',
  department: 'created_by',
});

protectCopies('customer.name', [
  'opportunity.customer_name',
  'fact_opportunity.customer_name',
  'fact_opportunity_line.customer_name',
  'fact_stage_entry.customer_name',
]);
protectFields('opportunity', {
  amount: {
    label: { zh: '金额', en: 'Amount' },
    mask: 'money',
    spoken: true,
    places: [
      ...['amount', 'base_amount', 'list_amount', 'discount'].map((column) => `opportunity.${column}`),
      ...['unit_price', 'list_price', 'max_discount', 'amount', 'list_amount', 'discount'].map(
        (column) => `opportunity_line.${column}`,
      ),
      ...['base_amount', 'weighted_amount', 'won_amount', 'discount'].map((column) => `fact_opportunity.${column}`),
      ...['base_amount', 'discount'].map((column) => `fact_opportunity_line.${column}`),
      'fact_stage_entry.base_amount',
    ],
  },
  nextStep: { label: { zh: '下一步', en: 'Next step' }, places: ['opportunity.next_step'] },
  lostNote: { label: { zh: '输单说明', en: 'Why it was lost' }, places: ['opportunity.lost_note'] },
  lostCompetitor: {
    label: { zh: '竞争对手', en: 'Competitor' },
    places: ['opportunity.lost_competitor', 'fact_opportunity.lost_competitor'],
  },
});
protectFields('product', {
  price: {
    label: { zh: '价格', en: 'Price' },
    mask: 'money',
    // The title of a discount's approval says the discount beside the amount.
    spoken: true,
    places: [
      ...['product_price.list_price', 'product_price.max_discount'],
      // Copies, and discounts, which with the amount say the list price.
      ...['list_price', 'max_discount', 'list_amount', 'discount'].map((column) => `opportunity_line.${column}`),
      ...['opportunity.list_amount', 'opportunity.discount'],
      ...['fact_opportunity.discount', 'fact_opportunity_line.discount'],
    ],
  },
});

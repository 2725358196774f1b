import { defineList } from '../../../kernel/lists/define-list.js';
import { LostReason, StageKind } from '../domain/opportunity-enums.js';
import { OPPORTUNITY, OPPORTUNITY_LINE, STAGE_ENTRY } from '../opportunities.permissions.js';

/** Opportunities as lists, links and boards show them. */
export const OPPORTUNITIES = defineList({
  name: 'Opportunity',
  readable: OPPORTUNITY,
  columns: {
    id: 'id',
    version: 'version',
    name: 'name',
    customerId: 'customer_id',
    customerName: 'customer_name',
    ownerId: 'owner_id',
    departmentId: 'department_id',
    stageModelId: 'stage_model_id',
    stageCode: 'stage_code',
    state: 'stage_kind',
    probability: 'probability',
    stageEnteredAt: 'stage_entered_at',
    amount: 'amount',
    currency: 'currency',
    baseAmount: 'base_amount',
    listAmount: 'list_amount',
    expectedCloseOn: 'expected_close_on',
    closedOn: 'closed_on',
    lostReason: 'lost_reason',
    lostCompetitor: 'lost_competitor',
    lostNote: 'lost_note',
    nextStep: 'next_step',
    approvalId: 'approval_id',
    approvalDecision: 'approval_decision',
    externalKey: 'external_key',
    createdAt: 'created_at',
    updatedAt: 'updated_at',
  },
  filters: {
    name: { column: 'name', type: 'text', index: 'ix_opportunity_name', description: 'Name.' },
    customerId: { column: 'customer_id', type: 'id', index: 'ix_opportunity_customer', description: 'Customer.' },
    ownerId: { column: 'owner_id', type: 'id', index: 'ix_opportunity_owner', description: 'Owner.' },
    departmentId: {
      column: 'department_id',
      type: 'id',
      index: 'ix_opportunity_department',
      description: 'Department itself.',
    },
    stageCode: { column: 'stage_code', type: 'text', index: 'ix_opportunity_stage', description: 'Code of the stage.' },
    amount: {
      column: 'amount',
      type: 'decimal',
      index: 'filters within the scope',
      description: 'Amount in its own currency.',
    },
    baseAmount: {
      column: 'base_amount',
      type: 'decimal',
      index: 'ix_opportunity_amount',
      description: "Amount in the company's currency.",
    },
    expectedCloseOn: {
      column: 'expected_close_on',
      type: 'date',
      index: 'ix_opportunity_expected',
      description: 'Expected closing day.',
    },
    closedOn: {
      column: 'closed_on',
      type: 'date',
      index: 'ix_opportunity_closed',
      description: 'Day it was won or lost.',
    },
    createdAt: {
      column: 'created_at',
      type: 'dateTime',
      index: 'ix_opportunity_created',
      description: 'When it was added.',
    },
    stageEnteredAt: {
      column: 'stage_entered_at',
      type: 'dateTime',
      index: 'filters within the scope',
      description: 'When it entered its stage.',
    },
    externalKey: {
      column: 'external_key',
      type: 'text',
      index: 'ix_opportunity_external',
      description: 'Key in the source of the import.',
    },
    approvalId: {
      column: 'approval_id',
      type: 'id',
      index: 'filters within the scope',
      description: 'Running approval of its discount.',
    },
    state: {
      column: 'stage_kind',
      type: 'enum',
      index: 'ix_opportunity_closed',
      description: 'Open, won or lost.',
      members: { name: 'StageKind', values: StageKind },
    },
    lostReason: {
      column: 'lost_reason',
      type: 'enum',
      index: 'filters within the scope',
      description: 'Why it was lost.',
      members: { name: 'LostReason', values: LostReason },
    },
  },
  orders: {
    CREATED_AT: {
      column: 'created_at',
      type: 'dateTime',
      index: 'ix_opportunity_created',
      description: 'When it was added.',
    },
    BASE_AMOUNT: {
      column: 'base_amount',
      type: 'number',
      index: 'ix_opportunity_amount',
      description: "Amount in the company's currency.",
    },
    EXPECTED_CLOSE_ON: {
      column: 'expected_close_on',
      type: 'text',
      index: 'ix_opportunity_expected',
      description: 'Expected closing day.',
    },
    NAME: { column: 'name', type: 'text', index: 'ix_opportunity_name', description: 'Name.' },
  },
  defaultOrder: [{ field: 'CREATED_AT', direction: 'DESC' }],
  search: ['name', 'customer_name'],
});

/** Product lines of deals, in their order. */
export const OPPORTUNITY_LINES = defineList({
  name: 'OpportunityLine',
  readable: OPPORTUNITY_LINE,
  columns: {
    id: 'id',
    productId: 'product_id',
    quantity: 'quantity',
    unitPrice: 'unit_price',
    listPrice: 'list_price',
    maxDiscount: 'max_discount',
    amount: 'amount',
    discount: 'discount',
  },
  filters: {},
  orders: {
    POSITION: { column: 'position', type: 'number', index: 'ix_opportunity_line_opportunity', description: 'Place.' },
  },
  defaultOrder: [{ field: 'POSITION', direction: 'ASC' }],
});

/** Stage histories of deals, oldest stay first. */
export const STAGE_ENTRIES = defineList({
  name: 'StageEntry',
  readable: STAGE_ENTRY,
  columns: {
    id: 'id',
    stageModelId: 'stage_model_id',
    stageCode: 'stage_code',
    stageKind: 'stage_kind',
    enteredAt: 'entered_at',
    leftAt: 'left_at',
    actorId: 'actor_id',
  },
  filters: {},
  orders: {
    ENTERED_AT: { column: 'entered_at', type: 'dateTime', index: 'ix_stage_entry_opportunity', description: 'When.' },
  },
  defaultOrder: [{ field: 'ENTERED_AT', direction: 'ASC' }],
});

/** What approvals call the question whether a deal may be won below the allowed price. */
export const DISCOUNT_SUBJECT = 'opportunity.discount';

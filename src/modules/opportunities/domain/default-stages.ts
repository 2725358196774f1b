import type { StageView } from './stage-model.js';

/** Code of the model that every company starts with. */
export const DEFAULT_MODEL = 'DEFAULT';

/** The stages that every company starts with; the customer may be unknown until a proposal is made. */
export const DEFAULT_STAGES: readonly StageView[] = [
  stage('PROSPECTING', '线索挖掘', 'Prospecting', { probability: '0.1000', timeLimitDays: 30 }),
  stage('ENGAGING', '接洽', 'Engaging', { probability: '0.3000', timeLimitDays: 60 }),
  stage('PROPOSAL', '方案报价', 'Proposal', { probability: '0.5000', timeLimitDays: 30, requirements: ['CUSTOMER'] }),
  stage('NEGOTIATING', '商务谈判', 'Negotiating', {
    probability: '0.7500',
    timeLimitDays: 30,
    requirements: ['CUSTOMER', 'AMOUNT', 'EXPECTED_CLOSE'],
  }),
  stage('WON', '赢单', 'Won', {
    kind: 'WON',
    probability: '1.0000',
    requirements: ['CUSTOMER', 'AMOUNT', 'PRODUCTS'],
  }),
  stage('LOST', '输单', 'Lost', { kind: 'LOST', probability: '0.0000' }),
].map((one, index) => ({ ...one, position: index + 1 }));

type Rest = Pick<StageView, 'probability'> & Partial<StageView>;

function stage(code: string, nameZh: string, nameEn: string, rest: Rest): StageView {
  return { code, nameZh, nameEn, position: 0, timeLimitDays: null, kind: 'OPEN', requirements: [], ...rest };
}

import { compareAmounts } from '../../../kernel/runtime/money.js';
import { DomainError, DomainErrors } from '../../../kernel/runtime/domain-error.js';
import { enumLabels } from '../../../kernel/runtime/labels.js';
import type { StageRequirementName } from './opportunity-enums.js';
import type { StageView } from './stage-model.js';

/** What a deal has of the things that stages ask for. */
export interface StageEvidence {
  readonly customerId: string | null;
  readonly amount: string | null;
  readonly expectedCloseOn: string | null;
  readonly nextStep: string | null;
  readonly lineCount: number;
  readonly interactionCount: number;
}

/** Field of an opportunity that each requirement speaks of, for the error's path. */
const FIELDS: Readonly<Record<StageRequirementName, string>> = {
  CUSTOMER: 'customerId',
  AMOUNT: 'amount',
  PRODUCTS: 'lines',
  EXPECTED_CLOSE: 'expectedCloseOn',
  NEXT_STEP: 'nextStep',
  INTERACTION: 'interactions',
};

/** Everything asked by the stage and by the ones before it: a deal cannot jump over what an earlier stage asks. */
export function requirementsUpTo(stages: readonly StageView[], target: StageView): StageRequirementName[] {
  if (target.kind === 'LOST') return [...target.requirements];
  const passed = stages.filter(({ kind, position }) => kind !== 'LOST' && position <= target.position);
  return [...new Set(passed.flatMap(({ requirements }) => requirements))];
}

/** The requirements that the deal does not meet. */
export function missingFor(
  requirements: readonly StageRequirementName[],
  evidence: StageEvidence,
): StageRequirementName[] {
  const met: Readonly<Record<StageRequirementName, boolean>> = {
    CUSTOMER: evidence.customerId !== null,
    AMOUNT: evidence.amount !== null && compareAmounts(evidence.amount, '0') > 0,
    PRODUCTS: evidence.lineCount > 0,
    EXPECTED_CLOSE: evidence.expectedCloseOn !== null,
    NEXT_STEP: Boolean(evidence.nextStep?.trim()),
    INTERACTION: evidence.interactionCount > 0,
  };
  return requirements.filter((requirement) => !met[requirement]);
}

/** Refuses the stage, one error for each missing thing. Throws STAGE_CONDITION_MISSING. */
export function refuseMissing(stage: StageView, missing: readonly StageRequirementName[]): void {
  if (missing.length === 0) return;
  const labels = enumLabels().get('StageRequirement');
  throw new DomainErrors(
    missing.map(
      (requirement) =>
        new DomainError('STAGE_CONDITION_MISSING', ['opportunity', FIELDS[requirement]], {
          stage: stage.code,
          requirement,
          stageZh: stage.nameZh,
          stageEn: stage.nameEn,
          requirementZh: labels?.[requirement]?.zh ?? requirement,
          requirementEn: labels?.[requirement]?.en ?? requirement,
        }),
    ),
  );
}

/** The stage that follows in the model; the won one after the last open one. */
export function stageAfter<S extends StageView>(stages: readonly S[], code: string): S | null {
  const ahead = stages.filter(({ kind }) => kind !== 'LOST').sort((a, b) => a.position - b.position);
  const at = ahead.findIndex((stage) => stage.code === code);
  return at < 0 ? null : (ahead[at + 1] ?? null);
}

/** The first stage of that kind. Throws when the model has none: such a model cannot be installed. */
export function stageOfKind<S extends StageView>(stages: readonly S[], kind: StageView['kind']): S {
  const found = [...stages].sort((a, b) => a.position - b.position).find((stage) => stage.kind === kind);
  if (!found) throw new Error(`The stage model has no stage of kind ${kind}.`);
  return found;
}

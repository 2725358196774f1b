import { Injectable } from '@nestjs/common';
import type { Opportunity } from '../domain/opportunity.js';
import type { StageRequirementName } from '../domain/opportunity-enums.js';
import { missingFor, refuseMissing, requirementsUpTo } from '../domain/stage-rules.js';
import { DealEvidence } from '../queries/deal-evidence.js';
import type { PlacedStage } from '../queries/stage-finder.js';

/** Holds a deal against what its stage asks. */
@Injectable()
export class CheckStage {
  constructor(private readonly evidence: DealEvidence) {}

  /** What the deal lacks for the stage, the stages before it included. */
  async missing(
    deal: Opportunity,
    stages: readonly PlacedStage[],
    target: PlacedStage,
  ): Promise<StageRequirementName[]> {
    const asked = requirementsUpTo(stages, target);
    return missingFor(asked, await this.evidence.of(deal, asked));
  }

  /** Throws STAGE_CONDITION_MISSING, one error per thing that the deal lacks; what `excused` names is let pass. */
  async execute(
    deal: Opportunity,
    stages: readonly PlacedStage[],
    target: PlacedStage,
    excused: readonly StageRequirementName[] = [],
  ): Promise<void> {
    const missing = await this.missing(deal, stages, target);
    refuseMissing(
      target,
      missing.filter((requirement) => !excused.includes(requirement)),
    );
  }
}

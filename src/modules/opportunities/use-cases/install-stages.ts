import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import type { Work } from '../../../kernel/database/work.js';
import { DEFAULT_MODEL, DEFAULT_STAGES } from '../domain/default-stages.js';
import { Stage, StageModel, type StageView } from '../domain/stage-model.js';
import { stageOfKind } from '../domain/stage-rules.js';
import { type PlacedStage, StageFinder } from '../queries/stage-finder.js';

/** What is installed: the standard stages when left out, holding from now on when imports state no earlier moment. */
export interface Installation {
  readonly stages?: readonly StageView[];
  readonly since?: Date;
}

/** Installs the next revision of the stage model; deals that run keep the revision they began under. */
@Injectable()
export class InstallStages {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly finder: StageFinder,
  ) {}

  /** The stages of the active model; the standard one is installed when there is none. */
  async ensure(): Promise<PlacedStage[]> {
    const current = await this.finder.current();
    if (current.length > 0) return current;
    return this.unitOfWork.run({ actor: null, action: 'stageModel.install' }, (work) => this.execute(work));
  }

  /** Answers the stages as they now stand. Throws when there is no open, won or lost stage. */
  async execute(work: Work, { stages = DEFAULT_STAGES, since }: Installation = {}): Promise<PlacedStage[]> {
    for (const kind of ['OPEN', 'WON', 'LOST'] as const) stageOfKind(stages, kind);
    const earlier = await work.fetchWhere(StageModel, { code: DEFAULT_MODEL });
    for (const model of earlier.filter(({ active }) => active)) {
      model.active = false;
      work.save(model);
    }
    const model = work.add(
      Object.assign(new StageModel(), {
        code: DEFAULT_MODEL,
        revision: Math.max(0, ...earlier.map(({ revision }) => revision)) + 1,
        nameZh: '标准销售流程',
        nameEn: 'Standard sales process',
        active: true,
      }),
      since,
    );
    return stages.map((stage) => {
      const requirements = [...stage.requirements];
      const { id, modelId } = work.add(
        Object.assign(new Stage(), { ...stage, requirements, modelId: model.id }),
        since,
      );
      return { ...stage, id, modelId };
    });
  }
}

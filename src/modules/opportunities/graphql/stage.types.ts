import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import {
  StageKind,
  type StageKindName,
  StageRequirement,
  type StageRequirementName,
} from '../domain/opportunity-enums.js';
import type { PlacedStage } from '../queries/stage-finder.js';

@ObjectType('Stage', { description: 'One stage of the sales process 销售阶段.' })
export class StageNode implements PlacedStage {
  @Field(() => ID, { description: 'Id.' })
  id: string;

  @Field(() => String, { description: 'Stable code for programs, such as "PROPOSAL".' })
  code: string;

  @Field(() => String, { description: 'Chinese name.' })
  nameZh: string;

  @Field(() => String, { description: 'English name.' })
  nameEn: string;

  @Field(() => Int, { description: 'Order within the process, from 1.' })
  position: number;

  @Field(() => Float, { description: 'Chance of winning a deal in this stage, 0–1.' })
  probability: string;

  @Field(() => Int, { nullable: true, description: 'Days a deal should stay at most; null: no limit.' })
  timeLimitDays: number | null;

  @Field(() => StageKind, { description: 'Open, won or lost.' })
  kind: StageKindName;

  @Field(() => [StageRequirement], {
    description: 'What a deal must have before it may enter, besides what earlier stages ask.',
  })
  requirements: StageRequirementName[];

  modelId: string;
}

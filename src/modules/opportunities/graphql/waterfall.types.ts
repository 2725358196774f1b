import { ArgsType, Extensions, Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTime, Decimal } from '../../../kernel/graphql/scalars.js';
import type { FilterValue } from '../../../kernel/lists/define-list.js';
import { OPPORTUNITIES } from '../queries/opportunity-list.js';
import type { WaterfallAsked, WaterfallGroup } from '../queries/waterfall-query.js';

/** Owners or departments that a waterfall usually has. */
const USUAL_ROWS = 50;

const GROUPS = { OWNER: 'OWNER', DEPARTMENT: 'DEPARTMENT' } as const;
registerEnumType(GROUPS, {
  name: 'WaterfallGroup',
  description: 'By what the steps of a waterfall are told apart.',
  valuesMap: {
    OWNER: { description: 'The person who owned the deal 负责人' },
    DEPARTMENT: { description: 'The department that it belonged to 部门' },
  },
});

/** Arguments of the waterfall. */
@ArgsType()
export class WaterfallArgs implements WaterfallAsked {
  @Field(() => DateTime, { description: 'The earlier moment.' })
  from: Date;

  @Field(() => DateTime, { description: 'The later moment, at least 5 seconds ago.' })
  to: Date;

  @Field(() => GROUPS, { defaultValue: 'OWNER', description: 'By what the steps are told apart.' })
  by: WaterfallGroup;

  @Field(() => OPPORTUNITIES.Filter, {
    nullable: true,
    description: 'Only deals that meet this; one that no longer does has moved out.',
  })
  filter?: FilterValue | null;
}

@ObjectType('WaterfallSteps', {
  description:
    'The open pipeline between two moments, in the company’s currency: opening + new + movedIn + amountUp − amountDown − won − lost − movedOut = closing. Null where the asker’s roles keep amounts.',
})
export class WaterfallStepsNode {
  @Field(() => Decimal, { nullable: true, description: 'Open at the earlier moment 期初.' })
  opening: string | null;

  @Field(() => Decimal, {
    nullable: true,
    description: 'Added since, at the amount of the later moment or of the closing 新增.',
  })
  new: string | null;

  @Field(() => Decimal, {
    nullable: true,
    description: 'Came from another owner or department, into sight, or was opened again 转入.',
  })
  movedIn: string | null;

  @Field(() => Decimal, { nullable: true, description: 'Amounts raised 金额上调.' })
  amountUp: string | null;

  @Field(() => Decimal, { nullable: true, description: 'Amounts lowered 金额下调.' })
  amountDown: string | null;

  @Field(() => Decimal, { nullable: true, description: 'Won since 赢单.' })
  won: string | null;

  @Field(() => Decimal, { nullable: true, description: 'Lost since 输单.' })
  lost: string | null;

  @Field(() => Decimal, {
    nullable: true,
    description: 'Went to another owner or department, out of sight, or was deleted 转出.',
  })
  movedOut: string | null;

  @Field(() => Decimal, { nullable: true, description: 'Open at the later moment 期末.' })
  closing: string | null;
}

@ObjectType('WaterfallRow', { description: 'The steps of one owner or department.' })
export class WaterfallRowNode extends WaterfallStepsNode {
  @Field(() => ID, { description: 'Id of the owner or the department.' })
  groupId: string;
}

@ObjectType('OpportunityWaterfall', {
  description: 'What became of the open pipeline between two moments 销售管道变化.',
})
export class OpportunityWaterfallNode {
  @Field(() => [WaterfallRowNode], { description: 'By owner or department, the largest closing first.' })
  @Extensions({ listSize: USUAL_ROWS })
  rows: WaterfallRowNode[];

  @Field(() => WaterfallStepsNode, { description: 'All of them together.' })
  total: WaterfallStepsNode;
}

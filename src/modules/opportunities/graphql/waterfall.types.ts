import { ArgsType, Extensions, Field, ID, ObjectType } from '@nestjs/graphql';
import { DateTime, Decimal } from '../../../kernel/graphql/scalars.js';
import type { FilterValue } from '../../../kernel/lists/define-list.js';
import { defineEnum } from '../../../kernel/runtime/labels.js';
import { OPPORTUNITIES } from '../queries/opportunity-list.js';
import type { WaterfallAsked, WaterfallGroup } from '../queries/waterfall-query.js';

/** Owners or departments that a waterfall usually has. */
const USUAL_ROWS = 50;

const GROUPS = defineEnum('WaterfallGroup', 'By what the steps of a waterfall are told apart.', {
  OWNER: { zh: '负责人', en: 'The person who owned the deal' },
  DEPARTMENT: { zh: '部门', en: 'The department that it belonged to' },
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
    description:
      'Only deals that meet this, at each of the moments: one that met it and no longer does has moved out. A filter on state or stage so turns won deals into movedOut.',
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
  description:
    'What became of the open pipeline between two moments 销售管道变化. The filter holds at both of them, each for itself.',
})
export class OpportunityWaterfallNode {
  @Field(() => [WaterfallRowNode], { description: 'By owner or department, the largest closing first.' })
  @Extensions({ listSize: USUAL_ROWS })
  rows: WaterfallRowNode[];

  @Field(() => WaterfallStepsNode, {
    description:
      'All of them together: the sum of the rows, so that a transfer between two of them is in movedIn and in movedOut.',
  })
  total: WaterfallStepsNode;
}

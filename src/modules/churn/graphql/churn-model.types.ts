import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateTime, LocalDate } from '../../../kernel/graphql/scalars.js';
import { ChurnHorizonSource, ChurnRanking } from '../domain/churn-enums.js';
import type { ScanAccount } from '../domain/churn-scan.js';

@ObjectType('ChurnRankingQuality', { description: 'How good a way of ranking customers was in the back-test.' })
export class RankingQualityNode {
  @Field(() => Float, {
    nullable: true,
    description: 'Area under the ROC curve: chance that a lost customer ranked above a kept one.',
  })
  auc: number | null;

  @Field(() => Float, { description: 'Value at which it warned: a score, or days of silence.' })
  threshold: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Customers it would have warned of; null for those who do not see all warnings.',
  })
  warned: number | null;

  @Field(() => Float, { nullable: true, description: 'Share of the warned customers that were lost.' })
  precision: number | null;

  @Field(() => Float, { nullable: true, description: 'Share of the lost customers that were warned of.' })
  recall: number | null;
}

@ObjectType('ChurnBackTest', {
  description:
    'How the model would have done one horizon ago, against the simple rule "longest silent first" with as many warnings.',
})
export class BackTestNode {
  @Field(() => LocalDate, { description: 'Up to this day the model knew the purchases; what came after judged it.' })
  cutOff: string;

  @Field(() => Int, { nullable: true, description: 'Customers judged; null for those who do not see all warnings.' })
  customers: number | null;

  @Field(() => Float, { description: 'Share of them that bought nothing in the horizon after the cut-off.' })
  lostShare: number;

  @Field(() => RankingQualityNode, { description: 'The model.' })
  model: RankingQualityNode;

  @Field(() => RankingQualityNode, { description: 'The simple rule.' })
  recency: RankingQualityNode;
}

@ObjectType('ChurnModel', {
  description: "The model of repeat buying (MBG/NBD) fitted to the company's own purchases, with its back-test.",
})
export class ChurnModelNode {
  @Field(() => ID, { description: 'Id.' })
  id: string;

  @Field(() => DateTime, { description: 'When it was fitted.' })
  fittedAt: Date;

  @Field(() => String, { description: "Its figures in words, in the asker's language." })
  summary: string;

  @Field(() => Float, { description: 'Shape of the distribution of purchase rates.' })
  r: number;

  @Field(() => Float, { description: 'Rate parameter of that distribution, in weeks.' })
  alpha: number;

  @Field(() => Float, { description: 'First parameter of the distribution of the chance to leave after a purchase.' })
  a: number;

  @Field(() => Float, { description: 'Second parameter of that distribution.' })
  b: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Log-likelihood of the purchases; null for those who do not see all warnings.',
  })
  logLikelihood: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Customers it was fitted to; null for those who do not see all warnings.',
  })
  customers: number | null;

  @Field(() => Int, { nullable: true, description: 'Those of them who bought again; null likewise.' })
  repeatCustomers: number | null;

  @Field(() => Boolean, { description: 'Whether the fit came to rest.' })
  converged: boolean;

  @Field(() => Int, { description: 'Days of silence at which a customer counts as lost.' })
  horizonDays: number;

  @Field(() => ChurnHorizonSource, { description: 'Where the horizon came from.' })
  horizonSource: keyof typeof ChurnHorizonSource;

  @Field(() => Float, { description: 'Score at which a warning opens normally.' })
  threshold: number;

  @Field(() => BackTestNode, {
    nullable: true,
    description: 'Back-test on the own history; null while there is too little of it.',
  })
  backTest: BackTestNode | null;

  @Field(() => ChurnRanking, {
    nullable: true,
    description: 'Which way of ranking did better by AUC; null while unknown.',
  })
  winner: ChurnRanking | null;
}

@ObjectType('ChurnScanAccount', {
  description: 'What a scan did, counted among the customers within reach of who asked for it.',
})
export class ScanAccountNode implements ScanAccount {
  @Field(() => Int, { description: 'Customers with at least one purchase.' })
  customers: number;

  @Field(() => Int, { description: 'Of them: bought more than once and not yet silent for the whole horizon.' })
  scored: number;

  @Field(() => Int, { description: 'Warnings raised.' })
  raised: number;

  @Field(() => Int, { description: 'Open warnings whose figures changed.' })
  updated: number;

  @Field(() => Int, {
    description: 'Warnings closed, because the customer bought, is no longer in danger, or is lost.',
  })
  closed: number;

  @Field(() => Int, { description: 'Customers who bought more than once and have been silent for the whole horizon.' })
  lost: number;

  @Field(() => Float, { description: 'Score at which it raised warnings.' })
  threshold: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Horizon in days; null while there are too few purchases for a model.',
  })
  horizonDays: number | null;

  modelId: string | null;
}

import { Args, Query, Resolver } from '@nestjs/graphql';
import { Asker } from '../../../kernel/access/asker.js';
import { Can } from '../../../kernel/access/requirements.js';
import type { Viewer } from '../../../kernel/access/viewer.js';
import type { ListArgs } from '../../../kernel/lists/define-list.js';
import { RecordArgs } from '../../../kernel/lists/as-of.js';
import { ListReader } from '../../../kernel/lists/list-reader.js';
import type { Page } from '../../../kernel/lists/page.js';
import { CHURN_WARNINGS } from '../queries/churn-warning-list.js';
import { ModelFinder } from '../queries/model-finder.js';
import { ChurnModelNode } from './churn-model.types.js';
import { ChurnWarningConnection, ChurnWarningNode } from './churn-warning.types.js';
import { modelNode } from './model-node.js';

/** Churn warnings that the asker may see, and the model behind them. */
@Resolver()
export class ChurnWarningResolver {
  constructor(
    private readonly lists: ListReader,
    private readonly models: ModelFinder,
  ) {}

  @Can('churnWarning.read')
  @Query(() => ChurnWarningNode, { description: 'One churn warning.' })
  churnWarning(@Asker() viewer: Viewer, @Args() { id, asOf }: RecordArgs): Promise<ChurnWarningNode> {
    return this.lists.one(CHURN_WARNINGS, viewer, id, asOf);
  }

  @Can('churnWarning.read')
  @Query(() => ChurnWarningConnection, { description: 'Churn warnings that the asker may see, newest first.' })
  churnWarnings(
    @Asker() viewer: Viewer,
    @Args({ type: () => CHURN_WARNINGS.Args }) args: ListArgs,
  ): Promise<Page<ChurnWarningNode>> {
    return this.lists.page(CHURN_WARNINGS, viewer, args);
  }

  @Can('churnWarning.read')
  @Query(() => ChurnModelNode, {
    nullable: true,
    description: 'The model that scores customers now, with its figures in words; null before the first scan.',
  })
  async churnModel(@Asker() viewer: Viewer): Promise<ChurnModelNode | null> {
    return modelNode(await this.models.current(), viewer);
  }
}

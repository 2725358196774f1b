import { loaderOf } from '../../../kernel/lists/list-reader.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import type { PlacedStage, StageFinder } from '../queries/stage-finder.js';

/** The stage with that code in that model, one statement for the whole operation; null when the model has none. */
export async function loadStage(
  finder: StageFinder,
  scope: RequestScope,
  { stageModelId, stageCode }: { readonly stageModelId: string; readonly stageCode: string },
): Promise<PlacedStage | null> {
  const loader = loaderOf<string, PlacedStage[]>(scope, 'stages', async (modelIds) => {
    const stages = await finder.ofModels(modelIds);
    return modelIds.map((id) => stages.filter(({ modelId }) => modelId === id));
  });
  const stages = await loader.load(stageModelId);
  return stages.find(({ code }) => code === stageCode) ?? null;
}

import type { GraphQLSchema } from 'graphql';
import { PUBLIC } from '../graphql/guard/public-schema.js';
import { knownActions } from './actions.js';
import { declaredRequirements, type Requirement, requirementText } from './requirements.js';

const RESOLVER_TYPE = 'graphql:resolver_type';
const ROOT_TYPES = ['Query', 'Mutation', 'Subscription'];
const ROOT_DESCRIPTIONS: Record<string, string> = {
  Query: 'What can be read. Each answer obeys the rights of the asker.',
  Mutation:
    'What can be changed. Each change leaves history, audit and events; a repeated idempotencyKey takes effect once.',
  Subscription:
    'What is told live, over graphql-transport-ws at the same address; sign in with the token in the connection parameters.',
};
/** Nest's mark of a REST route; health, metrics and the explorer are open by @Public. */
const ROUTE_METHOD = 'method';

/** Root field name → its requirement; throws when a declaration stands on something that is no root field. */
function rootRequirements(): Map<string, Requirement> {
  const byField = new Map<string, Requirement>();
  const seen = new Set<unknown>();
  for (const { resolver, method, requirement } of declaredRequirements()) {
    const handler = Reflect.get(resolver, method) as object;
    const place = `${resolver.constructor.name}.${method}`;
    if (seen.has(handler))
      throw new Error(`${place} declares more than one requirement; only one of them would count.`);
    seen.add(handler);
    if (requirement.kind === 'public' && Reflect.hasMetadata(ROUTE_METHOD, handler)) continue;
    const type = Reflect.getMetadata(RESOLVER_TYPE, handler) as string | undefined;
    if (!type || !ROOT_TYPES.includes(type))
      throw new Error(`${place} declares a requirement, but only root fields are guarded. Put it on the root field.`);
    if (requirement.kind === 'can' && !knownActions().has(requirement.action))
      throw new Error(`${place} requires the action ${requirement.action}, which no module defines.`);
    byField.set(`${type}.${method}`, requirement);
  }
  return byField;
}

/** Writes "Requires: …" into each root field's description. Throws when a root field declares nothing: the boot stops. */
export function describeRequirements(schema: GraphQLSchema): GraphQLSchema {
  const requirements = rootRequirements();
  const open: string[] = [];
  for (const root of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    if (root) root.description ??= ROOT_DESCRIPTIONS[root.name];
    for (const field of Object.values(root?.getFields() ?? {})) {
      const requirement = requirements.get(`${root?.name}.${field.name}`);
      if (requirement?.kind === 'public') field.extensions = { ...field.extensions, [PUBLIC]: true };
      if (!requirement) open.push(`${root?.name}.${field.name}`);
      else if (!field.description?.includes('Requires:'))
        field.description = `${field.description ?? ''}\n\n${requirementText(requirement)}`;
    }
  }
  if (open.length > 0)
    throw new Error(
      `These root fields declare none of @Can, @SignedIn, @Public: ${open.join(', ')}. The server does not start.`,
    );
  return schema;
}

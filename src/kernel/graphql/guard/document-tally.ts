import {
  Kind,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** Counts of a selection after spreading its fragments. */
export interface Tally {
  readonly fields: number;
  readonly aliases: number;
  readonly directives: number;
  readonly depth: number;
  readonly introspectionDepth: number;
}

/** Counts of the whole document: the largest of any definition; how deep a fragment lies is known only where it is spread. */
export interface DocumentTally extends Tally {
  readonly operations: number;
  readonly variables: number;
  /** The first `__schema` or `__type`, if any. */
  readonly introspection: FieldNode | undefined;
  /** Depth of each operation, in the order of the document. */
  readonly depths: readonly number[];
}

const NOTHING: Tally = { fields: 0, aliases: 0, directives: 0, depth: 0, introspectionDepth: 0 };

/** Counts stop growing here, far above every limit, so that 2^30 spreads stay exact integers. */
const CEILING = 1_000_000_000;

/** Counts a document of any shape in one pass; each fragment is counted once, and a circular spread counts as nothing. */
export function tallyOf(document: DocumentNode): DocumentTally {
  const walk = new TallyWalk(document);
  let all = NOTHING;
  let variables = 0;
  const depths: number[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      all = largest(all, { ...walk.fragment(definition.name.value), depth: 0, introspectionDepth: 0 });
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const declared = definition.variableDefinitions ?? [];
    const own = declared.reduce((sum, variable) => sum + countOf(variable.directives), countOf(definition.directives));
    const tally = add(walk.selections(definition.selectionSet), { ...NOTHING, directives: own });
    depths.push(tally.depth);
    variables = Math.max(variables, declared.length);
    all = largest(all, tally);
  }
  return { ...all, operations: depths.length, variables, introspection: walk.introspection, depths };
}

class TallyWalk {
  introspection: FieldNode | undefined;
  private readonly fragments = new Map<string, FragmentDefinitionNode>();
  private readonly counted = new Map<string, Tally>();

  constructor(document: DocumentNode) {
    for (const definition of document.definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(definition.name.value, definition);
  }

  fragment(name: string): Tally {
    const known = this.counted.get(name);
    const fragment = this.fragments.get(name);
    if (known || !fragment) return known ?? NOTHING;
    this.counted.set(name, NOTHING);
    const own = { ...NOTHING, directives: countOf(fragment.directives) };
    const tally = add(this.selections(fragment.selectionSet), own);
    this.counted.set(name, tally);
    return tally;
  }

  selections(set: SelectionSetNode): Tally {
    return set.selections.reduce((sum, selection) => add(sum, this.selection(selection)), NOTHING);
  }

  private selection(selection: SelectionNode): Tally {
    const directives = { ...NOTHING, directives: countOf(selection.directives) };
    if (selection.kind === Kind.FRAGMENT_SPREAD) return add(directives, this.fragment(selection.name.value));
    if (selection.kind === Kind.INLINE_FRAGMENT) return add(directives, this.selections(selection.selectionSet));
    const inner = selection.selectionSet ? this.selections(selection.selectionSet) : NOTHING;
    const introspects = selection.name.value === '__schema' || selection.name.value === '__type';
    if (introspects) this.introspection ??= selection;
    const own = { ...directives, fields: 1, aliases: selection.alias ? 1 : 0 };
    const sum = add(own, inner);
    return introspects
      ? { ...sum, depth: 1, introspectionDepth: inner.depth + 1 }
      : { ...sum, depth: inner.depth + 1, introspectionDepth: inner.introspectionDepth };
  }
}

function countOf(directives: readonly DirectiveNode[] | undefined): number {
  return directives?.length ?? 0;
}

function add(one: Tally, other: Tally): Tally {
  return {
    fields: Math.min(one.fields + other.fields, CEILING),
    aliases: Math.min(one.aliases + other.aliases, CEILING),
    directives: Math.min(one.directives + other.directives, CEILING),
    depth: Math.max(one.depth, other.depth),
    introspectionDepth: Math.max(one.introspectionDepth, other.introspectionDepth),
  };
}

function largest(one: Tally, other: Tally): Tally {
  return {
    fields: Math.max(one.fields, other.fields),
    aliases: Math.max(one.aliases, other.aliases),
    directives: Math.max(one.directives, other.directives),
    depth: Math.max(one.depth, other.depth),
    introspectionDepth: Math.max(one.introspectionDepth, other.introspectionDepth),
  };
}

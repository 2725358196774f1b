import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  Kind,
  type FieldNode,
  type GraphQLField,
  type GraphQLOutputType,
  type OperationDefinitionNode,
  type ValueNode,
} from 'graphql';
import { DEFAULT_LIST_SIZE, PAST_ROWS, TOTAL_ROWS } from './document-limits.js';
import { momentsOf, type NamedMoment } from './named-moments.js';
import type { PlacedDocument, PlacedSet } from './placed-fields.js';

/** How many rows a list brings: known from the document, or to be read from a variable. */
export type ListSize = number | { readonly variable: string; readonly fallback: number };

/**
 * `rows`: each instance is a row. `page`: a connection, whose size multiplies what stands under its `nodes` and `edges` (`paged`).
 * `through`: a wrapper without rows of its own. `total`: the page's count of its whole list.
 */
export interface RowField {
  readonly role: 'rows' | 'page' | 'paged' | 'through' | 'total';
  readonly size: ListSize;
  /** Rows that it takes beside those it brings: the work of a figure (`extensions.rowCost`). */
  readonly work: number;
  /** The work of the page's total, where that is selected. */
  readonly total: number;
  /** What it takes more when one of these moments is given. */
  readonly past: { readonly work: number; readonly moments: readonly NamedMoment[] };
  readonly inside: RowPlan;
}

/** The lists of one selection set, ready to be multiplied out; a fragment's plan is shared by all its spreads. */
export interface RowPlan {
  readonly fields: RowField[];
  readonly fragments: RowPlan[];
}

const NOTHING_INSIDE: RowPlan = { fields: [], fragments: [] };

/** What an operation reads, as far as the document tells. */
export interface OperationPlan {
  readonly rows: RowPlan;
  /** All moments that its fields are asked with. */
  readonly moments: readonly NamedMoment[];
}

/** Makes the plan of a valid operation; leaves and introspection read no rows and are left out. */
export class RowPlanner {
  private readonly planned = new Map<string, RowPlan>();
  private moments: NamedMoment[] = [];

  constructor(private readonly document: PlacedDocument) {}

  plan(operation: OperationDefinitionNode): OperationPlan {
    const defaults = new Map<string, ValueNode | undefined>();
    for (const variable of operation.variableDefinitions ?? [])
      defaults.set(variable.variable.name.value, variable.defaultValue);
    this.planned.clear();
    this.moments = [];
    const rows = this.planSet(this.document.ofOperation(operation), defaults);
    return { rows, moments: this.moments };
  }

  private planSet(placed: PlacedSet, defaults: VariableDefaults): RowPlan {
    const plan: RowPlan = { fields: [], fragments: [] };
    this.fill(plan, placed, defaults);
    return plan;
  }

  private fill(plan: RowPlan, { set, parent }: PlacedSet, defaults: VariableDefaults): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        plan.fragments.push(this.planFragment(selection.name.value, defaults));
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition;
        const type = condition ? this.document.typeNamed(condition.name.value) : parent;
        this.fill(plan, { set: selection.selectionSet, parent: type }, defaults);
      } else if (!selection.name.value.startsWith('__')) {
        const field = this.document.place(selection, parent);
        if (!field.definition) continue;
        const inside = this.document.within(field);
        const role = roleOf(selection.name.value, parent?.name ?? '', field.definition);
        const moments = momentsOf(selection, field.definition, defaults);
        this.moments.push(...moments);
        const isRoot = parent === this.document.typeNamed('Query');
        const work = positive(field.definition.extensions['rowCost']) ?? 0;
        const total = role === 'page' ? workOfTotal(isRoot) : 0;
        const past = { work: workOfPast(field.definition, isRoot), moments };
        if (inside) {
          const size = sizeOf(selection, field.definition, defaults);
          plan.fields.push({ role, size, work, total, past, inside: this.planSet(inside, defaults) });
        } else if (role === 'total' || work > 0)
          plan.fields.push({ role, size: 0, work, total, past, inside: NOTHING_INSIDE });
      }
    }
  }

  private planFragment(name: string, defaults: VariableDefaults): RowPlan {
    const known = this.planned.get(name);
    if (known) return known;
    const fragment = this.document.fragments.get(name);
    const plan = fragment ? this.planSet(this.document.ofFragment(fragment), defaults) : { fields: [], fragments: [] };
    this.planned.set(name, plan);
    return plan;
  }
}

type VariableDefaults = ReadonlyMap<string, ValueNode | undefined>;

/** A root list is counted by itself, lists below it together with those of their neighbours. */
function workOfTotal(isRoot: boolean): number {
  return isRoot ? TOTAL_ROWS : DEFAULT_LIST_SIZE;
}

/** A figure of the past takes its work once more; a list is found in the history, below a record together with those of its neighbours. */
function workOfPast({ type, extensions }: GraphQLField<unknown, unknown>, isRoot: boolean): number {
  const figure = positive(extensions['rowCost']);
  if (figure) return figure;
  if (!getNamedType(type).name.endsWith('Connection') && listLevels(type) === 0) return 0;
  return isRoot ? PAST_ROWS : DEFAULT_LIST_SIZE;
}

function roleOf(name: string, parent: string, definition: GraphQLField<unknown, unknown>): RowField['role'] {
  if (parent.endsWith('Connection')) {
    if (name === 'nodes' || name === 'edges') return 'paged';
    if (name === 'pageInfo') return 'through';
    if (name === 'totalCount') return 'total';
  }
  if (parent.endsWith('Edge') && name === 'node') return 'through';
  return getNamedType(definition.type).name.endsWith('Connection') ? 'page' : 'rows';
}

/** The `first` of a field where it has one, else `extensions.listSize`, else the default per level of list; 1 for a single record. */
function sizeOf(node: FieldNode, definition: GraphQLField<unknown, unknown>, defaults: VariableDefaults): ListSize {
  const stated = definition.extensions['listSize'];
  const assumed = positive(stated) ?? DEFAULT_LIST_SIZE ** listLevels(definition.type);
  const first = definition.args.find((argument) => argument.name === 'first');
  if (!first)
    return getNamedType(definition.type).name.endsWith('Connection')
      ? (positive(stated) ?? DEFAULT_LIST_SIZE)
      : assumed;
  const fallback = positive(first.defaultValue) ?? positive(stated) ?? Math.max(assumed, DEFAULT_LIST_SIZE);
  const value = node.arguments?.find((argument) => argument.name.value === 'first')?.value;
  if (value?.kind !== Kind.VARIABLE) return literalSize(value) ?? fallback;
  const variable = value.name.value;
  return { variable, fallback: literalSize(defaults.get(variable)) ?? fallback };
}

function literalSize(value: ValueNode | undefined): number | null {
  return value && 'value' in value ? positive(value.value) : null;
}

/** The value as a count of rows; null for what no list accepts (missing, null, zero, negative, no number), where the fallback holds. */
export function positive(value: unknown): number | null {
  if (typeof value !== 'number' && typeof value !== 'string') return null;
  const size = Math.ceil(Number(value));
  return size > 0 ? size : null;
}

function listLevels(type: GraphQLOutputType): number {
  const bare = getNullableType(type);
  return isListType(bare) && isCompositeType(getNamedType(bare)) ? 1 + listLevels(bare.ofType) : 0;
}

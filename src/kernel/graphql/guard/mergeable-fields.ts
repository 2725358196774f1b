import {
  GraphQLError,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  print,
  type FieldNode,
  type GraphQLOutputType,
  type SelectionSetNode,
  type ValidationContext,
  type ASTVisitor,
  type ValueNode,
} from 'graphql';
import { LIMITS } from './document-limits.js';
import { PlacedDocument, type ParentType, type PlacedField, type PlacedSet } from './placed-fields.js';
import { tooComplex } from './refusals.js';

/** Thrown out of validation when fields are repeated too often to be compared. */
export class MergeBudgetSpent extends Error {
  readonly refusal = tooComplex('mergeSteps', LIMITS.mergeSteps + 1);
}

/**
 * "Field Selection Merging" of the GraphQL specification (5.3.2), with groups compared to their first member instead of all pairs:
 * the library's rule compares pairs and needs tens of milliseconds for a document within the limits. Throws MergeBudgetSpent.
 */
export function mergeableFieldsRule(context: ValidationContext): ASTVisitor {
  const check = new MergeCheck(context);
  return {
    OperationDefinition: (operation) => check.merge([check.document.ofOperation(operation)], 'answer'),
    FragmentDefinition: (fragment) => check.merge([check.document.ofFragment(fragment)], 'answer'),
  };
}

/** Whether fields that answer under one name must be the same field, or (types that exclude each other) only look alike. */
type Demand = 'answer' | 'shape';

class MergeCheck {
  readonly document: PlacedDocument;
  private readonly done: Readonly<Record<Demand, Set<string>>> = { answer: new Set(), shape: new Set() };
  private readonly numbers = new Map<SelectionSetNode, number>();
  private steps = 0;

  constructor(private readonly context: ValidationContext) {
    this.document = new PlacedDocument(context.getSchema(), context.getDocument());
  }

  merge(sets: readonly PlacedSet[], demand: Demand): void {
    if (sets.length === 0 || this.seen(sets, demand)) return;
    for (const [answerName, fields] of this.grouped(sets)) {
      if (!this.alikeInShape(answerName, fields)) continue;
      const parties = demand === 'answer' ? sharingParents(fields) : [];
      if (parties.length !== 1) this.merge(this.inside(fields), 'shape');
      for (const party of parties) if (this.sameField(answerName, party)) this.merge(this.inside(party), 'answer');
    }
  }

  private seen(sets: readonly PlacedSet[], demand: Demand): boolean {
    const key = sets
      .map((placed) => this.numberOf(placed.set))
      .sort()
      .join();
    if (this.done[demand].has(key)) return true;
    this.done[demand].add(key);
    return false;
  }

  private numberOf(set: SelectionSetNode): number {
    const number = this.numbers.get(set) ?? this.numbers.size;
    this.numbers.set(set, number);
    return number;
  }

  private grouped(sets: readonly PlacedSet[]): Map<string, PlacedField[]> {
    const groups = new Map<string, PlacedField[]>();
    const spread = new Set<string>();
    for (const placed of sets) this.collect(placed, groups, spread);
    return groups;
  }

  private collect({ set, parent }: PlacedSet, groups: Map<string, PlacedField[]>, spread: Set<string>): void {
    for (const selection of set.selections) {
      this.step();
      if (selection.kind === Kind.FIELD) {
        const name = selection.alias?.value ?? selection.name.value;
        const group = groups.get(name);
        const field = this.document.place(selection, parent);
        if (group) group.push(field);
        else groups.set(name, [field]);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition;
        const type = condition ? this.document.typeNamed(condition.name.value) : parent;
        this.collect({ set: selection.selectionSet, parent: type }, groups, spread);
      } else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        const fragment = this.document.fragments.get(selection.name.value);
        if (fragment) this.collect(this.document.ofFragment(fragment), groups, spread);
      }
    }
  }

  private inside(fields: readonly PlacedField[]): PlacedSet[] {
    const sets = new Map<SelectionSetNode, PlacedSet>();
    for (const field of fields) {
      this.step();
      const placed = this.document.within(field);
      if (placed) sets.set(placed.set, placed);
    }
    return [...sets.values()];
  }

  private alikeInShape(answerName: string, fields: readonly PlacedField[]): boolean {
    const first = fields.find((field) => field.definition);
    const odd = fields.find(
      (field) => field.definition && first?.definition && !sameShape(first.definition.type, field.definition.type),
    );
    if (!odd || !first) return true;
    const reason = `they return conflicting types "${String(first.definition?.type)}" and "${String(odd.definition?.type)}"`;
    return this.report(answerName, reason, first.node, odd.node);
  }

  private sameField(answerName: string, fields: readonly PlacedField[]): boolean {
    const [first, ...others] = fields;
    if (!first || others.length === 0) return true;
    const name = first.node.name.value;
    const other = others.find((field) => field.node.name.value !== name);
    if (other) {
      const reason = `"${name}" and "${other.node.name.value}" are different fields`;
      return this.report(answerName, reason, first.node, other.node);
    }
    const wanted = argumentsText(first.node);
    const differing = others.find((field) => argumentsText(field.node) !== wanted);
    return !differing || this.report(answerName, 'they have differing arguments', first.node, differing.node);
  }

  private report(answerName: string, reason: string, one: FieldNode, other: FieldNode): false {
    const advice = 'Use different aliases on the fields to fetch both if this was intentional.';
    this.context.reportError(
      new GraphQLError(`Fields "${answerName}" conflict because ${reason}. ${advice}`, { nodes: [one, other] }),
    );
    return false;
  }

  private step(): void {
    this.steps += 1;
    if (this.steps > LIMITS.mergeSteps) throw new MergeBudgetSpent();
  }
}

/** Splits fields into parties that can meet in one answer: one per object type, each with the fields of interfaces and unions. */
function sharingParents(fields: readonly PlacedField[]): PlacedField[][] {
  const byObject = new Map<ParentType, PlacedField[]>();
  const anywhere: PlacedField[] = [];
  for (const field of fields) {
    const party = byObject.get(field.parent);
    if (!isObjectType(field.parent)) anywhere.push(field);
    else if (party) party.push(field);
    else byObject.set(field.parent, [field]);
  }
  if (byObject.size < 2) return [[...fields]];
  return [...byObject.values()].map((party) => [...party, ...anywhere]);
}

function sameShape(one: GraphQLOutputType, other: GraphQLOutputType): boolean {
  if (isNonNullType(one) || isNonNullType(other))
    return isNonNullType(one) && isNonNullType(other) && sameShape(one.ofType, other.ofType);
  if (isListType(one) || isListType(other))
    return isListType(one) && isListType(other) && sameShape(one.ofType, other.ofType);
  return isLeafType(one) || isLeafType(other) ? one === other : true;
}

function argumentsText({ arguments: given = [] }: FieldNode): string {
  return given
    .map((argument) => `${argument.name.value}:${valueText(argument.value)}`)
    .sort()
    .join();
}

function valueText(value: ValueNode): string {
  if (value.kind === Kind.LIST) return `[${value.values.map(valueText).join()}]`;
  if (value.kind !== Kind.OBJECT) return print(value);
  return `{${value.fields
    .map((field) => `${field.name.value}:${valueText(field.value)}`)
    .sort()
    .join()}}`;
}

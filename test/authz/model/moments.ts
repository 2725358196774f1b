import {
  type FieldNode,
  type GraphQLResolveInfo,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { firstYear } from '../world/past.js';
import { type Asked, refusal } from './asked.js';

/** What is 5 s old changes no more. */
const SETTLED_MS = 5_000;

/** The question as it stands at that field: with what is seen of the moment that the field is asked of. */
export function askedThere(asked: Asked, info: GraphQLResolveInfo): Asked {
  const moment = momentOf(asked, info);
  return moment === null ? asked : { ...asked, sight: asked.sight.at(moment) };
}

/** The moment of a field: its own, else that of the nearest field above it that names one; null: now. */
function momentOf({ moments }: Asked, info: GraphQLResolveInfo): string | null {
  const node = info.fieldNodes[0]!;
  const known = moments?.get(node);
  if (known !== undefined) return known;
  const fields = fieldsTo(info);
  const named = fields.map(
    (field) => ownMoment(field, info.variableValues) ?? sideMoment(field, fields[0]!, info.variableValues),
  );
  const moment = named.filter((one) => one !== null).at(-1) ?? null;
  moments?.set(node, moment);
  return moment;
}

/** The fields of the document from the outermost down to the one asked. */
function fieldsTo({ path, operation }: GraphQLResolveInfo): FieldNode[] {
  const names: string[] = [];
  for (let one: GraphQLResolveInfo['path'] | undefined = path; one; one = one.prev)
    if (typeof one.key === 'string') names.unshift(one.key);
  const fields: FieldNode[] = [];
  let selected: SelectionSetNode | undefined = operation.selectionSet;
  for (const name of names) {
    const field: SelectionNode | undefined = selected?.selections.find(
      (one) => one.kind === Kind.FIELD && (one.alias ?? one.name).value === name,
    );
    if (field?.kind !== Kind.FIELD) throw new Error('The model knows no fragments.');
    fields.push(field);
    selected = field.selectionSet;
  }
  return fields;
}

type Variables = Readonly<Record<string, unknown>>;

function ownMoment(field: FieldNode, variables: Variables): string | null {
  return argumentOf(field, 'asOf', variables);
}

/** What a list held before and after is of either moment that the list is compared at. */
function sideMoment({ name }: FieldNode, root: FieldNode, variables: Variables): string | null {
  const side = root.name.value.endsWith('Changes') ? SIDES[name.value] : undefined;
  return side ? argumentOf(root, side, variables) : null;
}

const SIDES: Readonly<Record<string, string>> = { before: 'from', after: 'to' };

function argumentOf({ arguments: given = [] }: FieldNode, wanted: string, variables: Variables): string | null {
  const argument = given.find(({ name }) => name.value === wanted);
  return argument ? valueOf(argument.value, variables) : null;
}

function valueOf(node: ValueNode, variables: Variables): string | null {
  if (node.kind === Kind.VARIABLE) return (variables[node.name.value] as string | null | undefined) ?? null;
  return node.kind === Kind.STRING ? node.value : null;
}

/** A moment that is not settled, or lies before the year of the first record, is refused. */
export function checkMoment({ sight }: Asked, moment: string | null | undefined): void {
  if (!moment) return;
  const settled = Date.parse(moment) <= Date.now() - SETTLED_MS;
  if (!settled || Number(moment.slice(0, 4)) < firstYear(sight.oracle.world)) throw refusal('BAD_USER_INPUT');
}

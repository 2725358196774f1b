import { getNamedType, isNonNullType, Kind, type FieldNode, type GraphQLField, type ValueNode } from 'graphql';

/** The scalar of moments; arguments of this type ask how things stood. */
const MOMENT_TYPE = 'DateTime';

/** An argument that names a moment: known from the document, or to be read from a variable. */
export interface NamedMoment {
  readonly argument: string;
  /** Whether the field can be asked without it, as of now. */
  readonly optional: boolean;
  readonly value: MomentValue | { readonly variable: string; readonly fallback: MomentValue };
}

type MomentValue = string | null;
type Variables = Readonly<Record<string, unknown>>;

/** The moments that a field is asked with. */
export function momentsOf(
  node: FieldNode,
  definition: GraphQLField<unknown, unknown>,
  defaults: ReadonlyMap<string, ValueNode | undefined>,
): NamedMoment[] {
  const moments: NamedMoment[] = [];
  for (const { name, value } of node.arguments ?? []) {
    const declared = definition.args.find((argument) => argument.name === name.value);
    if (!declared || getNamedType(declared.type).name !== MOMENT_TYPE) continue;
    const asked = { argument: name.value, optional: !isNonNullType(declared.type) };
    if (value.kind !== Kind.VARIABLE) moments.push({ ...asked, value: literal(value) });
    else {
      const variable = value.name.value;
      moments.push({ ...asked, value: { variable, fallback: literal(defaults.get(variable)) } });
    }
  }
  return moments;
}

/** Whether a field that can be asked as of now is asked of the past. */
export function asksThePast(moments: readonly NamedMoment[], variables: Variables): boolean {
  return moments.some((moment) => moment.optional && valueWith(moment, variables) !== null);
}

/** The different moments that are named, and the arguments that name them. */
export function distinctMoments(
  moments: readonly NamedMoment[],
  variables: Variables,
): { readonly count: number; readonly names: readonly string[] } {
  const found = new Set<number | string>();
  const names = new Set<string>();
  for (const moment of moments) {
    const value = valueWith(moment, variables);
    if (value === null) continue;
    found.add(instantOf(value));
    names.add(moment.argument);
  }
  return { count: found.size, names: [...names] };
}

function valueWith({ value }: NamedMoment, variables: Variables): MomentValue {
  if (value === null || typeof value === 'string') return value;
  if (!Object.hasOwn(variables, value.variable)) return value.fallback;
  const sent = variables[value.variable];
  return sent === null || sent === undefined ? null : written(sent);
}

function literal(value: ValueNode | undefined): MomentValue {
  return value && 'value' in value ? written(value.value) : null;
}

/** A number is milliseconds since 1970; what is no moment at all is refused when it is read. */
function written(value: unknown): string {
  if (typeof value === 'number' && Math.abs(value) <= LAST_INSTANT) return new Date(value).toISOString();
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** The same instant may be written in several zones. */
function instantOf(text: string): number | string {
  const instant = Date.parse(text.toUpperCase());
  return Number.isNaN(instant) ? text : instant;
}

const LAST_INSTANT = 8.64e15;

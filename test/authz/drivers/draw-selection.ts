import { getNamedType, type GraphQLField, type GraphQLObjectType, isLeafType, isObjectType } from 'graphql';
import { isRecord } from '../model/columns.js';
import { type Drawing, drawFilter, drawMoment, drawOrder } from './draw-arguments.js';

type Field = GraphQLField<unknown, unknown>;

/** A document under construction with its variables. */
export class Selection {
  private readonly types: string[] = [];
  readonly variables: Record<string, unknown> = {};
  /** Field of the outermost record → variable with the cursor after which its list goes on. */
  readonly cursors = new Map<string, string>();

  constructor(
    private readonly drawing: Drawing,
    /** Whether records with lists inside may be opened; among many others they cost too much. */
    private readonly deep = true,
    /** How many in a hundred of the lists below records are asked of a moment of their own. */
    private readonly ownMoments = 20,
  ) {}

  /** A new variable of that type; the text by which the document refers to it. */
  variable(type: string, value: unknown): string {
    const name = `v${this.types.length}`;
    this.types.push(`$${name}: ${type}`);
    this.variables[name] = value;
    return `$${name}`;
  }

  /** The declarations of all variables. */
  get declared(): string {
    return this.types.length === 0 ? '' : `(${this.types.join(', ')})`;
  }

  /** Everything that a record shows of itself, links by id, and the first entries of the lists below it while `depth` lasts. */
  record(type: string, depth: number): string {
    const object = this.drawing.schema.getType(type);
    if (!isObjectType(object)) throw new Error(`There is no type ${type}.`);
    const opened = depth > 0 ? this.drawing.chance.pick(linksOf(object, this.deep)) : null;
    const fields = Object.values(object.getFields()).map((field) => this.field(object, field, depth, opened));
    return fields.filter((text) => text !== null).join(' ');
  }

  private field(type: GraphQLObjectType, field: Field, depth: number, opened: string | null): string | null {
    const named = getNamedType(field.type);
    if (isLeafType(named)) return field.name;
    if (isRecord(named.name)) {
      if (depth > 0 && (field.name === opened || !field.type.toString().startsWith(named.name)))
        return `${field.name} { ${this.record(named.name, 0)} }`;
      return `${field.name} { id }`;
    }
    if (named.name.endsWith('Connection'))
      return depth > 0 ? this.connection(`${type.name}.${field.name}`, field, field.name === opened) : null;
    return isObjectType(named) ? `${field.name} { ${plainly(named)} }` : null;
  }

  /** A list below a record, with drawn arguments. */
  private connection(place: string, field: Field, opened: boolean): string {
    const type = getNamedType(field.type).name.replace(/Connection$/, '');
    const drawn = this.arguments(place, field, type, this.pageSize(place, [1, 2, 3, 5]));
    const after = this.variable('String', null);
    this.cursors.set(field.name, after.slice(1));
    const inner = opened ? this.record(type, 0) : 'id';
    return `${field.name}(${drawn}, after: ${after}) { ${entries(inner)} }`;
  }

  /** Small pages while no second one was ever compared. */
  pageSize(place: string, sizes: readonly number[]): number {
    const { chance, coverage } = this.drawing;
    return coverage.count(`${place}(after)`) === 0 ? 1 : chance.pick(sizes);
  }

  /** `first: …, filter: …, orderBy: …`, below records also `asOf: …`, as far as the field takes them and they are wanted. */
  arguments(
    place: string,
    field: Field,
    type: string,
    first: number,
    wanted: readonly string[] = ['filter', 'orderBy', 'asOf'],
    deep = true,
  ): string {
    const { chance } = this.drawing;
    const takes = (name: string): boolean =>
      wanted.includes(name) && field.args.some((argument) => argument.name === name);
    const texts = [`first: ${this.variable('Int!', first)}`];
    if (takes('filter') && chance.percent(70))
      texts.push(`filter: ${this.variable(`${type}Filter`, drawFilter(this.drawing, place, type, deep))}`);
    if (takes('orderBy') && chance.percent(60))
      texts.push(`orderBy: ${this.variable(`[${type}Order!]`, drawOrder(this.drawing, place, type))}`);
    if (takes('asOf') && !place.startsWith('Query.'))
      texts.push(`asOf: ${this.variable('DateTime', drawMoment(this.drawing, place, this.ownMoments))}`);
    return texts.join(', ');
  }

  /** `, asOf: …` of a field that stands outermost, and the moment. */
  moment(field: Field, share: number): readonly [text: string, moment: string | null] {
    if (!field.args.some(({ name }) => name === 'asOf')) return ['', null];
    const moment = drawMoment(this.drawing, `Query.${field.name}`, share);
    return [`, asOf: ${this.variable('DateTime', moment)}`, moment];
  }
}

/** What is asked of every connection. */
export function entries(inner: string): string {
  return `totalCount pageInfo { hasNextPage endCursor } nodes { ${inner} } edges { cursor node { id } }`;
}

/** Kinds with lists inside each record. */
export const DEEP = new Set(['Approval', 'ApprovalProcess', 'Role', 'ServiceProcess']);

function linksOf(type: GraphQLObjectType, deep: boolean): (string | null)[] {
  const links = Object.values(type.getFields())
    .filter((field) => !isLeafType(getNamedType(field.type)))
    .filter((field) => deep || !DEEP.has(getNamedType(field.type).name.replace(/Connection$/, '')));
  return [null, ...links.map(({ name }) => name)];
}

/** The plain fields of a type and those of the types inside it, records by their id. */
export function plainly(type: GraphQLObjectType): string {
  return Object.values(type.getFields())
    .map((field) => {
      const named = getNamedType(field.type);
      if (isLeafType(named)) return field.name;
      if (isRecord(named.name)) return `${field.name} { id }`;
      return isObjectType(named) ? `${field.name} { ${plainly(named)} }` : '';
    })
    .join(' ');
}

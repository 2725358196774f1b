import {
  buildSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';

/** What the engine of GraphQL itself takes in no other form than its own. */
const CLOSED = new Set(['Boolean', 'Int', 'Float']);
/** Combinations of conditions hold the same conditions once more. */
const COMBINED = new Set(['and', 'or', 'not']);

/** A report that asks for something in each of its slots. */
const REPORT = {
  dataset: 'customers',
  measures: ['count'],
  dimensions: [{ name: 'industry' }],
  filters: [{ field: 'industry', operator: 'EQ', values: ['x'] }],
  having: [{ field: 'count', operator: 'GTE', values: ['1'] }],
  sort: [{ by: 'count' }],
};

/**
 * Every place of the root queries where a caller writes a value: { field, type, path, kind, selection, valueFor }. `kind` is `text`, `id`,
 * `scalar` (a form of our own, such as a date) or `closed` (enums, numbers). `valueFor(payload)` is the argument with it in its place.
 */
export function slotsOf(schemaText) {
  const schema = buildSchema(schemaText);
  return Object.values(schema.getQueryType().getFields()).flatMap((field) =>
    field.args.flatMap((argument) =>
      leavesOf(argument.type, []).map(({ path, leaf }) => ({
        id: [field.name, argument.name, ...path].join('.'),
        field: field.name,
        argument: argument.name,
        type: String(argument.type),
        path: [argument.name, ...path].join('.'),
        kind: kindOf(leaf),
        others: field.args.filter((other) => other !== argument && isDue(other)).map(exampleOf),
        takesFirst: field.args.some(({ name }) => name === 'first') && argument.name !== 'first',
        selection: selectionOf(field.type),
        valueFor: (payload) => placed(argument.type, path, payload, isReport(argument.type) ? REPORT : undefined),
      })),
    ),
  );
}

/** One request with the slots side by side, each with its payload: { query, variables }. */
export function requestOf(shots) {
  const variables = {};
  const declared = [];
  const fields = shots.map(({ slot, payload, withTotal = false }, n) => {
    variables[`v${n}`] = slot.valueFor(payload);
    declared.push(`$v${n}: ${slot.type}`);
    const others = slot.others.map(({ name, text }) => `, ${name}: ${text}`).join('');
    const first = slot.takesFirst ? ', first: 1' : '';
    return `a${n}: ${slot.field}(${slot.argument}: $v${n}${others}${first})${slot.selection[withTotal ? 'total' : 'list']}`;
  });
  return { query: `query(${declared.join(', ')}) { ${fields.join(' ')} }`, variables };
}

const isReport = (type) => getNamedType(type).name === 'ReportQuery';
const isDue = (argument) => isNonNullType(argument.type) && argument.defaultValue === undefined;
const exampleOf = ({ name, type }) => ({
  name,
  text: JSON.stringify(name === 'action' ? 'customer.edit' : example(type)).replace(/"(\w+)":/g, '$1:'),
});

function kindOf(leaf) {
  if (leaf.name === 'String') return 'text';
  if (leaf.name === 'ID') return 'id';
  return isEnumType(leaf) || CLOSED.has(leaf.name) ? 'closed' : 'scalar';
}

function leavesOf(type, path) {
  const named = getNamedType(type);
  if (isLeafType(named)) return [{ path, leaf: named }];
  const inner = Object.values(named.getFields());
  const isWithin = path.some((name) => COMBINED.has(name));
  return inner
    .filter(({ name }) => !(isWithin && COMBINED.has(name)))
    .flatMap((field) => {
      const leaves = leavesOf(field.type, [...path, field.name]);
      // The first condition stands for all: a combination only passes them on.
      return COMBINED.has(field.name)
        ? leaves.filter(({ leaf }) => ['text', 'id'].includes(kindOf(leaf))).slice(0, 2)
        : leaves;
    });
}

function selectionOf(type) {
  const named = getNamedType(type);
  if (isLeafType(named)) return { list: '', total: '' };
  const fields = named.getFields();
  if (named.name === 'Report') return { list: ' { rows }', total: ' { rows totals }' };
  if (!fields.totalCount || !fields.nodes) return { list: ' { __typename }', total: ' { __typename }' };
  return { list: ' { nodes { __typename } }', total: ' { totalCount nodes { __typename } }' };
}

/** The least value that a type takes. */
function example(type) {
  if (isListType(bare(type))) return [];
  const named = getNamedType(type);
  if (isEnumType(named)) return named.getValues()[0].name;
  if (isInputObjectType(named))
    return Object.fromEntries(
      Object.values(named.getFields())
        .filter(isDue)
        .map((field) => [field.name, example(field.type)]),
    );
  return { ID: '1', Int: 1, Float: 1, Boolean: true, LocalDate: '2026-01-01' }[named.name] ?? 'customer';
}

const bare = (type) => (isNonNullType(type) ? type.ofType : type);

/** A value of the type with the payload at the path, and around it what else is due. */
function placed(type, path, payload, base) {
  const inner = bare(type);
  if (isListType(inner)) return [placed(inner.ofType, path, payload, Array.isArray(base) ? base[0] : base)];
  if (path.length === 0) return payload;
  const [name, ...rest] = path;
  const field = getNamedType(inner).getFields()[name];
  const around = base ?? example(inner);
  return { ...around, [name]: placed(field.type, rest, payload, around[name]) };
}

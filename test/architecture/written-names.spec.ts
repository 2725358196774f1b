import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import {
  buildSchema,
  getNamedType,
  type GraphQLInputObjectType,
  type GraphQLNamedType,
  isInputObjectType,
  isScalarType,
} from 'graphql';
import { getMetadataArgsStorage } from 'typeorm';
import '../../src/entities.js';
import { fieldsAt, protectedFields } from '../../src/kernel/access/protected-fields.js';
import { recordKinds } from '../../src/kernel/database/record-kind.js';
import { snakeCase } from '../../src/kernel/database/snake-naming.js';
import '../../src/modules/churn/churn.permissions.js';
import '../../src/modules/customers/customers.permissions.js';
import '../../src/modules/opportunities/opportunities.permissions.js';
import '../../src/modules/permissions/permissions.permissions.js';
import '../../src/modules/service/service.permissions.js';

const SCHEMA = buildSchema(readFileSync('schema.graphql', 'utf8'));
/** Scalars that carry what somebody says; ids, versions and choices are under no field rule. */
const SAID = new Set(['String', 'Decimal', 'Float', 'LocalDate']);

/** What inputs call properties otherwise, as the operation says in `called`; test/api/access/kept-values.spec.ts shows that rules find them. */
const CALLED: Readonly<Record<string, string>> = {
  'opportunityLose.competitor': 'lostCompetitor',
  'opportunityLose.note': 'lostNote',
};

/** What an input says that becomes no property of a record under field rules: why it is done, how, and files. */
const BESIDES = new Set([
  ...['customerAssign.reason', 'customerDelete.reason', 'customerUndelete.reason'],
  ...['opportunityAssign.reason', 'opportunityReopen.reason'],
  ...['opportunityAdvance.toStage', 'customerImport.column', 'customerImport.from', 'customerImport.to'],
  ...['churnScan.threshold', 'churnWarningAct.dueOn', 'churnWarningClose.note'],
]);

/** Properties of the records that show values of the kind's protected fields, and of the kind itself. */
function propertiesOf(kind: string): Set<string> {
  const columns = getMetadataArgsStorage().columns;
  const names = new Set<string>();
  for (const { kind: known, table, target } of recordKinds()) {
    const own = columns.filter((column) => {
      const at = column.target as { prototype: object };
      return target === column.target || Object.prototype.isPrototypeOf.call(at.prototype, target.prototype as object);
    });
    const shows = own.some(({ propertyName }) =>
      fieldsAt(table, snakeCase(propertyName)).some((field) => field.kind === kind),
    );
    if (known === kind || shows) for (const { propertyName } of own) names.add(propertyName);
  }
  return names;
}

function saidIn(type: GraphQLNamedType): string[] {
  if (!isInputObjectType(type)) return [];
  return Object.values((type as GraphQLInputObjectType).getFields()).flatMap(({ name, type: of }) => {
    const named = getNamedType(of);
    return isScalarType(named) ? (SAID.has(named.name) ? [name] : []) : saidIn(named);
  });
}

const kinds = new Set([...protectedFields().values()].map(({ kind }) => kind));
const mutations = Object.values(SCHEMA.getMutationType()!.getFields()).flatMap(({ name, args, description }) => {
  const kind = /Requires: (\w+)\./.exec(description ?? '')?.[1] ?? '';
  const input = args[0] ? getNamedType(args[0].type) : null;
  return input && kinds.has(kind) ? [{ name, kind, said: saidIn(input) }] : [];
});

describe('field rules find what an input writes under the name of the property', () => {
  test.each(mutations)('$name', ({ name, kind, said }) => {
    const known = propertiesOf(kind);
    const foreign = said.filter((field) => {
      const place = `${name}.${field}`;
      return !known.has(CALLED[place] ?? field) && !BESIDES.has(place);
    });
    // Say in `called` of the operation which property it is, or in BESIDES that it is none.
    expect(foreign).toEqual([]);
  });

  test('there are such mutations, and a name of nobody is found', () => {
    expect(mutations.length).toBeGreaterThan(20);
    expect(propertiesOf('opportunity').has('competitor')).toBe(false);
    expect(propertiesOf('opportunity').has('unitPrice')).toBe(true);
  });
});

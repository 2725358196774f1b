import 'reflect-metadata';
import { expect, test } from '@jest/globals';
import { getMetadataArgsStorage } from 'typeorm';
import '../../src/app.module.js';
import { fieldLabel } from '../../src/kernel/audit/restorable.js';
import { recordKinds, type RecordKindDefinition } from '../../src/kernel/database/record-kind.js';

/** Properties that every record has, and the one that search reads: nobody is told of them. */
const UNTOLD = new Set(['id', 'version', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'searchText']);

function toldFields({ target }: RecordKindDefinition): string[] {
  return getMetadataArgsStorage()
    .columns.filter(({ target: at }) => at === target || Object.prototype.isPrototypeOf.call(at, target))
    .map(({ propertyName }) => propertyName)
    .filter((property) => !UNTOLD.has(property));
}

/** Fields whose label is their name in words, as `fieldLabel` says where nobody has given one. */
function unlabelled(kind: string, fields: readonly string[]): string[] {
  return fields.filter((field) => {
    const { zh, en } = fieldLabel(kind, field);
    return !/[\p{Script=Han}]/u.test(zh) || /[\p{Script=Han}]/u.test(en) || en.trim() === '' || zh === en;
  });
}

const tracked = recordKinds().filter(({ history }) => history !== null);

test.each(tracked.map((definition) => [definition.kind, definition] as const))(
  'the fields of %s have a label in both languages',
  (kind, definition) => {
    const fields = toldFields(definition);
    expect(fields).toContain('deletedAt');
    expect(unlabelled(kind, fields)).toEqual([]);
  },
);

test('a field without a label is found', () => {
  expect(unlabelled('opportunity', ['stageCode', 'somethingNew'])).toEqual(['somethingNew']);
});

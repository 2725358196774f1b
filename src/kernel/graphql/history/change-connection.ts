import { Extensions, Field, ID, ObjectType } from '@nestjs/graphql';
import type { RecordChangeView } from '../../history/record-changes.js';
import { LIST_CHANGES } from '../../lists/list-change.js';
import type { Page } from '../../lists/page.js';
import { connectionOf } from '../connection.js';
import { DateTime } from '../scalars.js';
import { FieldChangeNode } from './history.types.js';

const USUAL_FIELDS = 10;

/** Rows that such a list takes from its asker's budget: all records that the asker reaches are compared at two moments. */
export const CHANGES_ROWS = 500;

type NodeClass<N> = new (...args: never[]) => N;

/** Makes `<Name>ListChange` and its connection: what a list has gained, lost and changed between two moments, with the record at both. */
export function changeConnectionOf<N>(
  name: string,
  Node: NodeClass<N>,
): new () => Pick<Page<RecordChangeView>, 'nodes' | 'edges' | 'pageInfo'> {
  const Change = { [`${name}ListChange`]: class {} }[`${name}ListChange`]! as NodeClass<RecordChangeView>;
  ObjectType(`${name}ListChange`, { description: `What became of one ${name} between two moments.` })(Change);
  const change = Change.prototype as object;
  Field(() => ID, { description: 'Id of the record.' })(change, 'id');
  Field(() => LIST_CHANGES, { description: 'What became of it.' })(change, 'change');
  Field(() => DateTime, {
    nullable: true,
    description: 'When the version began that the list holds at the later moment; null when it holds none.',
  })(change, 'at');
  Field(() => [FieldChangeNode], {
    description: 'What differs between the two moments, where it is in the list at both.',
  })(change, 'changes');
  Extensions({ listSize: USUAL_FIELDS })(change, 'changes');
  Field(() => Node, { nullable: true, description: 'The record at the earlier moment, with its relations of then.' })(
    change,
    'before',
  );
  Field(() => Node, { nullable: true, description: 'The record at the later moment, with its relations of then.' })(
    change,
    'after',
  );
  return connectionOf(`${name}ListChange`, Change);
}

import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { type Requirement, REQUIREMENT } from '../access/requirements.js';
import type { Viewer } from '../access/viewer.js';
import type { Operation } from '../database/operation.js';
import { recordKinds } from '../database/record-kind.js';
import { RecordMapper } from '../database/record-mapper.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { InputPipe } from '../graphql/input.pipe.js';
import { Forbidden } from '../runtime/domain-error.js';
import type { EditMutation, RestorableDeclaration } from './restorable.js';

/** What is put back, as the edit mutation's input takes it, and what is answered. */
export interface Prepared<T> {
  readonly given: object | null;
  readonly answer: T;
}

/** Calls the edit mutation of a kind for whoever puts old values back: permitted, checked against the version, audited and refused like any edit. */
@Injectable()
export class EditMutations {
  private readonly pipe = new InputPipe();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly mapper: RecordMapper,
    private readonly modules: ModuleRef,
  ) {}

  /**
   * Answers what is to be told for the key; where nothing is given nothing is written. What is given is found out within the work, so that a
   * repeated key is answered before anything is looked at. Throws FORBIDDEN and what the edit mutation throws.
   */
  run<T>(
    viewer: Viewer,
    target: RestorableDeclaration,
    operation: Operation,
    prepare: () => Promise<Prepared<T>>,
  ): Promise<T> {
    const edit = this.editOf(viewer, target);
    return this.unitOfWork.run(operation, async () => {
      const { given, answer } = await prepare();
      if (given) await edit(viewer, await this.checked(target, given));
      return answer;
    });
  }

  private async checked(target: RestorableDeclaration, given: object): Promise<object> {
    return (await this.pipe.transform(given, { type: 'body', metatype: target.Input, data: 'input' })) as object;
  }

  /** A stored value as the edit mutation's input takes it. */
  valueOf(kind: string, field: string, value: unknown): unknown {
    const { target } = recordKinds().find((known) => known.kind === kind)!;
    const shape = this.mapper.kind(target).columns.find(({ property }) => property === field)?.shape;
    if (value === null) return null;
    if (shape === 'json') return JSON.parse(String(value)) as unknown;
    return shape === 'boolean' ? Boolean(value) : value;
  }

  /** The mutation itself, behind the requirement that stands on it. Throws FORBIDDEN. */
  private editOf(viewer: Viewer, { owner, method }: RestorableDeclaration): EditMutation {
    const instance: object = this.modules.get(owner.constructor as new () => object, { strict: false });
    const edit = Reflect.get(instance, method) as EditMutation;
    const requirement = Reflect.getMetadata(REQUIREMENT, edit) as Requirement | undefined;
    if (requirement?.kind !== 'can') throw new Error(`${method} is no edit mutation: it requires no action.`);
    if (!viewer.scopes.has(requirement.action)) throw new Forbidden(requirement.action);
    return edit.bind(instance);
  }
}

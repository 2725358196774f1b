import './input-messages.js';
import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validate, type ValidationError } from 'class-validator';
import { looksMasked } from '../access/masks.js';
import { DomainError, DomainErrors } from '../runtime/domain-error.js';
import { hasMessage } from '../runtime/labels.js';
import { plainTexts } from './input-texts.js';

/** Turns inputs into their classes, trims their texts and checks them; failures carry the path of the field, as a form needs it. */
@Injectable()
export class InputPipe implements PipeTransform {
  async transform(value: unknown, { metatype, data, type }: ArgumentMetadata): Promise<unknown> {
    if (type !== 'body' || !metatype || typeof value !== 'object' || value === null || !isChecked(metatype))
      return value;
    const input: object = plainToInstance(metatype, value, { exposeUnsetFields: false });
    const path = data ? [data] : [];
    const unkept = plainTexts(input, path);
    if (unkept.length > 0) throw new DomainErrors(unkept);
    const problems = await validate(input, { forbidUnknownValues: false });
    const errors = problems.flatMap((problem) => toErrors(problem, path));
    if (errors.length > 0) throw new DomainErrors(errors);
    return input;
  }
}

const checked = new WeakMap<object, boolean>();

/** Whether the class has rules; looked up once, since the look-up walks through the rules of every class. */
function isChecked(metatype: new (...args: never[]) => unknown): boolean {
  const known = checked.get(metatype);
  if (known !== undefined) return known;
  const has = getMetadataStorage().getTargetValidationMetadatas(metatype, '', true, false).length > 0;
  checked.set(metatype, has);
  return has;
}

function toErrors(problem: ValidationError, parents: readonly string[]): DomainError[] {
  const path = [...parents, problem.property];
  // A mask that comes back meets the format of hardly any field: that it is one, says more.
  if (problem.constraints && looksMasked(problem.value))
    return [new DomainError('FIELD_MASKED', path, { field: problem.property })];
  const own = Object.entries(problem.constraints ?? {}).map(([rule, message]) => {
    const code = `INVALID_${rule.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase()}`;
    // The message begins with the field's name, which may hold a digit of its own.
    const limit = /-?\d+(\.\d+)?/.exec(message.replaceAll(problem.property, ''))?.[0];
    const { format } = (problem.contexts?.[rule] ?? {}) as { format?: string };
    return new DomainError(hasMessage(code) ? code : 'INVALID_VALUE', path, {
      rule,
      ...(limit ? { limit } : {}),
      ...(format ? { format } : {}),
    });
  });
  return [...own, ...(problem.children ?? []).flatMap((child) => toErrors(child, path))];
}

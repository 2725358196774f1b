import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { Database } from '../../../kernel/database/database.js';
import { isRecordId } from '../../../kernel/database/record-mapper.js';
import { loaderOf } from '../../../kernel/lists/list-reader.js';
import { type NamedBy, recordNamesSql } from '../../../kernel/lists/record-names.js';
import { enumLabels, type Label, pick } from '../../../kernel/runtime/labels.js';
import type { RequestScope } from '../../../kernel/runtime/request-scope.js';
import { type ApprovalField, type ApprovalFields, approvalFields } from '../../../kernel/states/approval-fields.js';
import { textOf } from '../domain/record-diff.js';

const PERCENT = 100;

/** Puts the fields of a request into the words of the asker: names for keys, labels for values; one statement for each kind of name and operation. */
@Injectable()
export class FieldWords {
  constructor(private readonly database: Database) {}

  /** What the field is called; its plain name where no module has given it another. */
  label(scope: RequestScope, recordKind: string, field: string): string {
    return labelOf(approvalFields(recordKind), field, scope);
  }

  /** What the value says; null when it is empty, or a name that the asker may not see. */
  text(scope: RequestScope, recordKind: string, field: string, value: unknown): Promise<string | null> {
    return this.wordsOf(scope, fieldOf(approvalFields(recordKind), field), value);
  }

  private async wordsOf(scope: RequestScope, field: ApprovalField | null, value: unknown): Promise<string | null> {
    const plain = textOf(value);
    if (plain === null || !field) return plain;
    const { named, enumName, share, items } = field;
    if (named && Array.isArray(value)) return this.namesOf(scope, named, value);
    if (named) return this.nameOf(scope, named, plain);
    if (items && Array.isArray(value)) return this.listOf(scope, items, value);
    if (share) return `${(Number(plain) * PERCENT).toFixed(1)}%`;
    const label = enumName === undefined ? undefined : enumLabels().get(enumName)?.[plain];
    return label ? pick(label, scope.locale) : plain;
  }

  private async listOf(scope: RequestScope, fields: ApprovalFields, list: readonly unknown[]): Promise<string> {
    const [is, and, next] = scope.locale === 'en' ? [': ', ', ', '; '] : ['：', '，', '；'];
    const lines = list.map(async (item) => {
      const entries = typeof item === 'object' && item !== null ? Object.entries(item) : [['', item] as const];
      const parts = entries.map(async ([name, value]) => {
        const words = (await this.wordsOf(scope, fieldOf(fields, name), value)) ?? '–';
        return name === '' ? words : `${labelOf(fields, name, scope)}${is}${words}`;
      });
      return (await Promise.all(parts)).join(and);
    });
    return (await Promise.all(lines)).join(next);
  }

  private async namesOf(scope: RequestScope, named: NamedBy, keys: readonly unknown[]): Promise<string> {
    const names = await Promise.all(keys.map((key) => this.nameOf(scope, named, String(key))));
    return names.map((name) => name ?? '–').join(scope.locale === 'en' ? ', ' : '、');
  }

  private async nameOf(scope: RequestScope, named: NamedBy, key: string): Promise<string | null> {
    const { viewer, asOf = null } = scope;
    if (!viewer) return null;
    const loader = loaderOf<string, Label | null>(scope, `approval:name:${named.table}`, async (keys) => {
      const names = await this.names(viewer, named, keys, asOf);
      return keys.map((one) => names.get(one) ?? null);
    });
    const name = await loader.load(key);
    return name && pick(name, scope.locale);
  }

  private async names(
    viewer: Viewer,
    named: NamedBy,
    keys: readonly string[],
    at: Date | null,
  ): Promise<ReadonlyMap<string, Label>> {
    const wanted = named.key === 'id' ? keys.filter(isRecordId) : keys;
    if (wanted.length === 0) return new Map();
    const { text, params } = recordNamesSql(viewer, named, wanted, at);
    const rows = await this.database.rows<{ named: string } & Label>(text, params);
    return new Map(rows.map(({ named: key, zh, en }) => [key, { zh, en }]));
  }
}

function fieldOf(fields: ApprovalFields, name: string): ApprovalField | null {
  return Object.hasOwn(fields, name) ? (fields[name] ?? null) : null;
}

function labelOf(fields: ApprovalFields, name: string, scope: RequestScope): string {
  const field = fieldOf(fields, name);
  return field ? pick(field.label, scope.locale) : name;
}

import { Injectable } from '@nestjs/common';
import { reachOf, visible } from '../../../kernel/access/readable.js';
import { scopeOf, type Viewer } from '../../../kernel/access/viewer.js';
import { Database } from '../../../kernel/database/database.js';
import { isRecordId } from '../../../kernel/database/record-mapper.js';
import { DomainError, Forbidden } from '../../../kernel/runtime/domain-error.js';
import { CUSTOMER } from '../customers.permissions.js';

/** Finds out to which customers somebody may add what is judged by its customer: the customer must be seen, and the action reach it. */
@Injectable()
export class OpenCustomers {
  constructor(private readonly database: Database) {}

  /** Throws INVALID_REFERENCE (missing or unseen, which look alike), FORBIDDEN. */
  async require(viewer: Viewer, action: string, customerId: string): Promise<void> {
    const open = (await this.among(viewer, action, [customerId])).get(customerId);
    if (open === undefined) throw new DomainError('INVALID_REFERENCE', ['input', 'customerId']);
    if (!open) throw new Forbidden(action);
  }

  /** Seen customer → whether the action reaches it. */
  async among(viewer: Viewer, action: string, ids: readonly string[]): Promise<Map<string, boolean>> {
    const wanted = [...new Set(ids)].filter(isRecordId);
    if (wanted.length === 0) return new Map();
    const seen = visible(viewer, CUSTOMER, 't');
    const may = reachOf(scopeOf(viewer, action), CUSTOMER, 't');
    const slots = wanted.map(() => '?').join(',');
    const rows = await this.database.rows<{ id: string; may_act: string }>(
      `SELECT t.id, (${may.text}) AS may_act FROM customer t WHERE t.id IN (${slots}) AND ${seen.text}`,
      [...may.params, ...wanted, ...seen.params],
    );
    return new Map(rows.map(({ id, may_act }) => [id, Number(may_act) === 1]));
  }
}

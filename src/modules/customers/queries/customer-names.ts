import { Injectable } from '@nestjs/common';
import { Database } from '../../../kernel/database/database.js';

/** Reads names as they are stored, for the copies that other records keep: what one person may see of a name must not become everybody's copy. */
@Injectable()
export class CustomerNames {
  constructor(private readonly database: Database) {}

  /** The stored name; whether the asker sees the customer, the caller has found out. */
  async of(customerId: string): Promise<string> {
    const row = await this.database.one<{ name: string }>('SELECT t.name FROM customer t WHERE t.id = ?', [customerId]);
    if (!row) throw new Error(`There is no customer ${customerId}.`);
    return row.name;
  }
}

import { Column, Index } from 'typeorm';
import { RecordKind, StoredRecord } from '../../../kernel/database/record-kind.js';
import { pinyinInitials, type SearchPart } from '../../../kernel/lists/search-text.js';

/** What people fill in about a product. */
export interface ProductFacts {
  code: string;
  name: string;
  series: string | null;
  description: string | null;
  active: boolean;
}

/** Something that is sold 产品. */
@RecordKind({ kind: 'product', table: 'product' })
@Index('ux_product_code', ['code'], { unique: true })
@Index('ix_product_name', ['deletedAt', 'name', 'id'])
export class Product extends StoredRecord implements ProductFacts {
  @Column({ type: 'varchar', length: 60 })
  code: string;

  @Column({ type: 'varchar', length: 200 })
  name: string;

  @Column({ type: 'varchar', length: 100, nullable: true })
  series: string | null;

  @Column({ type: 'varchar', length: 2000, nullable: true })
  description: string | null;

  /** False: no longer sold; old lines stay. */
  @Column({ type: 'boolean' })
  active: boolean;

  @Column({ type: 'varchar', length: 1000, default: '' })
  searchText: string;

  static of(facts: ProductFacts): Product {
    return Object.assign(new Product(), facts);
  }

  /** Takes the given facts over; what is not given stays. */
  describe(facts: Partial<ProductFacts>): void {
    const { code, name, series, description, active } = facts;
    const given = { code, name, series, description, active };
    for (const [field, value] of Object.entries(given)) if (value !== undefined) Reflect.set(this, field, value);
  }

  searchParts(): SearchPart[] {
    return [
      { column: 'name', texts: [this.name, pinyinInitials(this.name)] },
      { column: 'code', texts: [this.code] },
      { column: 'series', texts: [this.series] },
    ];
  }
}

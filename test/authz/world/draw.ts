import type { Chance } from '../support/chance.js';
import type { Features, Row, Value, World } from './rows.js';

const STEMS = [
  '华夏光电',
  '北方重工',
  '蓝海物流',
  'Alpha',
  'Beta Works',
  '东方',
  'gamma',
  '南山电子',
  'Delta_x',
  '50% Off',
];
const DAY_MS = 86_400_000;
const BASE_MS = Date.UTC(2026, 0, 1);

/** Draws the parts of a world; ids and moments are the same for the same seed. */
export class Draw {
  private last = 0;

  constructor(
    readonly chance: Chance,
    readonly world: World,
    readonly features: Features,
  ) {}

  /** A fresh id, smaller than those the server makes. */
  id(): string {
    this.last += this.chance.between(1, 9);
    return (1_700_000_000_000_000n + BigInt(this.last)).toString();
  }

  name(): string {
    return `${this.chance.pick(STEMS)}${this.chance.below(30)}`;
  }

  /** A moment of this year; few different ones, so that orders have ties. */
  moment(): string {
    return new Date(BASE_MS + this.chance.below(40) * DAY_MS * 7).toISOString();
  }

  day(): string {
    return this.moment().slice(0, 10);
  }

  amount(): string {
    return `${this.chance.below(40) * 250}.00`;
  }

  /** The columns that every record has; one in so many is deleted. */
  record(deletedPercent = 10): Row {
    const at = this.moment();
    return {
      id: this.id(),
      version: this.chance.between(1, 5),
      created_at: at,
      created_by: null,
      updated_at: at,
      updated_by: null,
      deleted_at: this.chance.percent(deletedPercent) ? at : null,
    };
  }

  add(type: string, values: Record<string, Value>, deletedPercent = 10): Row {
    const row: Row = { ...this.record(deletedPercent), ...values };
    (this.world.rows[type] ??= []).push(row);
    return row;
  }

  /** Any row of the type, deleted ones too. */
  any(type: string): Row {
    return this.chance.pick(this.world.rows[type] ?? []);
  }

  has(type: string): boolean {
    return (this.world.rows[type] ?? []).length > 0;
  }

  /** Owner and department of a record: mostly the owner's department, sometimes another. */
  place(): { owner_id: string; department_id: string } {
    const owner = this.any('Person');
    const moved = this.chance.percent(25);
    return {
      owner_id: owner.id,
      department_id: moved ? this.any('Department').id : String(owner['department_id']),
    };
  }
}

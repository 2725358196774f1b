import { Injectable } from '@nestjs/common';
import type { Branch, Sql } from '../access/readable.js';
import { Database } from '../database/database.js';

const FEW = 5_000;
const KEPT_MS = 60_000;
const MOST_KEPT = 20_000;

/** Knows whether a branch of the read predicate reaches few rows or many; looked up once a minute, since only the time of an answer depends on it. */
@Injectable()
export class BranchSizes {
  private readonly known = new Map<string, { readonly few: readonly boolean[]; readonly until: number }>();

  constructor(private readonly database: Database) {}

  /** So many rows are sorted in less time than it takes to look for them in another order. */
  protected get few(): number {
    return FEW;
  }

  /** For each branch the condition that suits its size, and whether that is the one for few rows; `counted` are the branches whose rows are looked at. */
  async suited(
    branches: readonly Branch[],
    counted: readonly Branch[] = branches,
  ): Promise<{ readonly condition: Sql; readonly few: boolean }[]> {
    const sizes = await this.areFew(counted);
    return branches.map((branch, index) => {
      const few = sizes[index]!;
      return { condition: few ? branch.few : branch.many, few };
    });
  }

  private async areFew(branches: readonly Branch[]): Promise<readonly boolean[]> {
    const key = JSON.stringify(branches.map(({ source }) => source));
    const known = this.known.get(key);
    if (known && known.until > performance.now()) return known.few;
    const counts = branches.map(
      ({ source }, index) =>
        `(SELECT COUNT(*) FROM (SELECT 1 AS found ${source.text} ORDER BY found LIMIT ${this.few + 1}) counted${index}) AS n${index}`,
    );
    const row = await this.database.one<Record<string, string>>(
      `SELECT ${counts.join(', ')}`,
      branches.flatMap(({ source }) => source.params),
    );
    const few = branches.map((_, index) => Number(row?.[`n${index}`] ?? 0) <= this.few);
    if (this.known.size >= MOST_KEPT) this.known.clear();
    this.known.set(key, { few, until: performance.now() + KEPT_MS });
    return few;
  }
}

/** Seed of a property test: printed, so that a failure can be run again with SEED=…. */
export function seedFor(what: string): number {
  const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  process.stdout.write(`${what}: seed ${seed}\n`);
  return seed;
}

/** A small random source that gives the same numbers for the same seed (Steele and Lea's SplitMix32). */
export class Chance {
  constructor(private state: number) {}

  /** A whole number from 0 to below the limit. */
  below(limit: number): number {
    this.state = (this.state + 0x9e3779b9) | 0;
    let mixed = this.state ^ (this.state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) % limit;
  }

  oneOf<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!;
  }

  /** True once in so many times. */
  onceIn(times: number): boolean {
    return this.below(times) === 0;
  }
}

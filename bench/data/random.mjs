/** A repeatable stream of numbers: mulberry32 by Tommy Ettinger (public domain), one stream per table. */
export class Random {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** The next number, at least 0 and below 1. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from `least` to `most`, both included. */
  integer(least, most) {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** One entry of a list. */
  pick(list) {
    return list[Math.floor(this.next() * list.length)];
  }

  /** True with the given probability. */
  chance(probability) {
    return this.next() < probability;
  }

  /** An index below `count`; low ones come more often, as some customers are met much more than others. */
  skewed(count) {
    return Math.floor(count * this.next() ** 1.3);
  }
}

const PLAIN = /^[A-Za-z_/:*.-][\w/:*.-]{0,99}$/;

/** What stands for every value beyond the limit. */
export const OTHER = 'other';

/** Keeps the values of a label few, since each one is a series that is kept for good. */
export class BoundedLabel {
  private readonly known = new Set<string>();

  constructor(private readonly limit: number) {}

  /** The value itself while there is room, else `other`. */
  of(value: string): string {
    if (this.known.has(value)) return value;
    if (this.known.size >= this.limit || !PLAIN.test(value)) return OTHER;
    this.known.add(value);
    return value;
  }
}
